import { inflected } from "./dutch-forms.ts";
import { type Lexicon, lexiconOf, weights, words } from "./lexicon.ts";
import { patternLexicon } from "./pattern-lexicon.ts";

/** What a desk reads and Pattern's adjectives of book reviews have not, or weigh otherwise. */
const own = weights({
  "4": `niks dan lof, niets dan lof, geweldig, geweldige, fantastisch, fantastische, top service, super service,
    superblij, dikke pluim, heel blij`,
  "3": `opgelost, perfect geholpen, goed geholpen, snel geholpen, prima geholpen, complimenten, compliment,
    pluim, aanrader, werkt perfect, werkt prima, werkt goed, topservice, helemaal top, keurig, netjes, geen
    klachten, zeer tevreden, onder de indruk, hulde, heerlijk, heerlijke, klantvriendelijk,
    klantvriendelijke, petje af, verademing, genieten`,
  "2": `bedankt, dank, dankjewel, dankuwel, dankje, dank u, dank je, hartelijk, blij, fijn, fijne, fijn dat,
    snel, snelle, behulpzaam, behulpzame, handig, handige, werkt weer, gelukt, gelukkig, geholpen, geen
    probleem, geen problemen, aan te raden, raad ik aan, tevreden, vlot, vlotte, duidelijk, duidelijke,
    makkelijk, makkelijke, eenvoudig, goedkoop, goedkope, vertrouwen, lof, hersteld, eindelijk opgelost,
    lief, lief van, beter dan verwacht, verbetering, attent, attente, meedenken, zorgvuldig, zorgvuldige,
    vrolijk, stipt`,
  "0": `graag, waar, ware, beste, goede morgen, goede middag, goede avond, goede dag, goed dag, vriendelijke
    groet, vriendelijke groeten, vriendelijk bedankt, hartelijke groet, fijne dag, fijne avond, prettige
    dag, fijn weekend, oud, oude, nieuw, nieuwe, extra, snel mogelijk, snel antwoord, snel reageren, snel
    weten, eerste, laatste, laat weten, wel, echt, juist, juiste, mogelijk, bekend, volledig, volledige,
    compleet, complete, open, groot, grote, klein, kleine, hoog, hoge, lang, lange, kort, korte, zwart,
    zwarte, wit, witte, rood, rode, zwaar, warm, warme, dag, best, eigen, vorige, volgende, dicht, vol,
    volle, droog, speciaal, speciale, last, beter, betere, kopen, verder, graag gedaan, goed begrepen, goede
    adres, juiste adres, dankbaar als, blij als, fijn als, handig als, snel kan, snel komt, naar, laat,
    laten, links, linkse, rechts, rechtse, los, losse, druk, drukke, leeg, lege, laag, lage, stil, apart,
    aparte, direct, directe, precies, precieze, exact, exacte, net, nette, enig, enige, enigst, klaar,
    klare, beschikbaar, beschikbare, gratis, zakelijk, zakelijke, belangrijk, belangrijke, urgent, urgente,
    zeker, zekere, bereid, bekeken, geldig, geldige, beperkt, beperkte, onbeperkt, onbeperkte, bijzonder,
    bijzondere, bepaald, bepaalde, groen, groene, bruin, bruine, dik, dikke, dun, dunne, koud, koude, ziek,
    zieke, arm, arme, geacht, geachte, lieve, sterk, sterke, serieus, serieuze, uniek, unieke, vereist,
    vereiste, vrij, vrije, zacht, zachte, zoet, zoete, zout, zoute, scherp, scherpe, licht, lichte, recht,
    rechte, gelezen, correct, correcte, zwak, zwakke, plat, platte, mat, matte, mager, magere, min, moe,
    bang, eng, enge, slim, slimme, hip, wild, wilde, enorm, enorme, ontzettend, uiterst, extreem,
    ongelooflijk, ongelofelijk, absoluut, absolute, totaal, totale, heel, erg, behoorlijk, behoorlijke,
    seksueel, zondags, zonnig, zomers, warmte, logisch, logische, vaag, vage, raar, rare, liefst, zelf,
    echte, jong, jonge, gek, gekke, gelijk, echter, zogenaamd`,
  "-1": "wachten, wacht, niemand, simpel",
  "-2": `helaas, probleem, problemen, klacht, klachten, kapot, kapotte, defect, defecte, traag, trage, te laat,
    te lang, te duur, fout, foute, fouten, foutmelding, storing, vertraging, vertraagd, mis, misgegaan,
    verkeerd, verkeerde, beschadigd, beschadigde, kwijt, gebroken, ontbreekt, gemist, jammer, vervelend,
    vervelende, onduidelijk, onduidelijke, werkt niet, werken niet, werkte niet, doet niets, doet het niet,
    lukt niet, lukt het niet, niet gelukt, nog steeds, nog altijd, geen antwoord, geen reactie, niets
    gehoord, nog niet, weer niet, niet geleverd, niet ontvangen, niet aangekomen, niet opgelost, blijft
    hangen, loopt vast, niet bereikbaar, onbereikbaar, nooit, terugsturen, geen zin, vast, lek, klopt niet,
    klopt er niet, niet netjes, teleurgesteld, kras, krassen, lekt, lekken, derde keer, vierde keer,
    zoveelste, zoveelste keer, te veel, niemand reageert, niet serieus, duurt te lang, duurt veel, lastig,
    lastige, moeilijk, moeilijke, stuk, niet vooruit, hapert, scheur, deuk, twee keer betaald, dubbel
    betaald, dubbel afgeschreven, dubbele afschrijving, onterecht, onterechte, chaos, gescheurd, smaakloos,
    smaakloze, wachttijd, opgehangen, geweigerd, weigert, vergeten, zoek geraakt, zonder toestemming,
    verloren, luisteren niet, luistert niet, neemt niet op, crasht, vastgelopen, foutief, foutieve, zonde
    van, flikkert, ongeduldig, onoverzichtelijk, onoverzichtelijke, twijfel`,
  "-3": `teleurstellend, teleurstellende, teleurstelling, slecht, slechte, boos, boze, onacceptabel,
    onacceptabele, belachelijk, belachelijke, schandalig, schandalige, waardeloos, waardeloze, oplichting,
    oplichters, onbeschoft, onbeschofte, nooit meer, nooit weer, ontevreden, frustrerend, frustrerende,
    irritant, irritante, beu, zat, drama, dramatisch, verschrikkelijk, verschrikkelijke, vreselijk,
    vreselijke, ergerlijk, woest, onvriendelijk, onvriendelijke, aan het lijntje, kan echt niet, rommel,
    troep, wanprestatie, tegenvallend, valt tegen, geldklopperij, geen vertrouwen, van het kastje, niet
    serieus genomen, valt enorm tegen, valt vies tegen, stinkt, ergernis, gezeur, klote, kut, shit, nooit
    antwoord, spijt, ellende, opgelicht, bedrog, leugens, gelogen, liegen, puinhoop, rotzooi, prutswerk,
    knoeiwerk, verontwaardigd, gefrustreerd, geïrriteerd, misleidend, misleidende, misleiding, oneerlijk,
    oneerlijke`,
});

function withForms(polarity: ReadonlyMap<string, number>): Map<string, number> {
  const forms = [...polarity].map(([word, weight]) => [inflected(word), weight] as const);
  return new Map([...forms, ...polarity]);
}

/** Reads its list, so it is made once it is needed. */
export function dutch(): Lexicon {
  return lexiconOf({
    polarity: new Map([...withForms(patternLexicon("nl")), ...own]),
    negations: words("niet, geen, nooit, niets, niks, nergens, zonder, noch, nauwelijks, amper"),
    intensifiers: weights({
      "1.5": `heel, erg, zeer, ontzettend, enorm, super, hartstikke, echt, zo, uiterst, bijzonder, verschrikkelijk,
    vreselijk, ongelofelijk, ongelooflijk, helemaal, compleet, totaal, absoluut, extreem, behoorlijk, keer`,
      "0.5": "beetje, vrij, redelijk, enigszins, nogal, wat",
    }),
    contrasts: words("maar, echter, hoewel, desondanks"),
    thanks: words("bedankt, dank, dankjewel, dankuwel, dankje, dank u, dank je, hartelijk"),
    requests:
      words(`graag, aub, alstublieft, alsjeblieft, svp, kunt u, kun je, kan ik, kunnen jullie, kan je, kan u,
      wilt u, wil je, zou u, zou je, mag ik, hoe kan, alvast, waar is, wanneer, weet u, weten jullie`),
    marks:
      words(`de, het, een, ik, je, u, jullie, mijn, uw, niet, geen, van, voor, met, dat, dit, deze, zijn, heb, heeft,
      hebben, wij, naar, maar, ook, nog, waar, wanneer, hoe, wat, waarom, kunt, kan, graag, bedankt, dank, bestelling,
      goed, goede, ja, nee, hallo, werkt, wel, wordt, bij, aan, er, en, op, te, om, alstublieft, aub`),
    hasElision: false,
  });
}
