import { type Lexicon, lexiconOf, weights, words } from "./lexicon.ts";
import { patternLexicon } from "./pattern-lexicon.ts";

/** What a desk reads and Pattern's adjectives of book reviews have not, or weigh otherwise. */
const own = weights({
  "4": "génial, géniale, super service, impeccable, au top, ravi, ravie, ravis, bravo, chapeau",
  "3": `merci beaucoup, mille mercis, un grand merci, résolu, problème résolu, fonctionne parfaitement, marche
    parfaitement, fonctionne très bien, marche très bien, je recommande, félicitations, très efficace,
    nickel, sans problème, aucun problème, rien à redire, top, impressionné, impressionnée, nette
    amélioration, chaleureux, chaleureuse, délicieux, délicieuse, attentionné, attentionnée`,
  "2": `merci, super, rapide, rapidement, efficace, réactif, réactive, aimable, sympathique, sympa, gentil,
    gentille, serviable, à l'écoute, aidé, utile, réglé, réparé, satisfait, satisfaite, content, contente,
    heureux, heureuse, bien, pas mal, pas de problème, pas de souci, facile, parfait, clair, claire, bon,
    bonne, pratique, fonctionne bien, remercie, marche bien, apprécie, j'apprécie, plaisir, avec plaisir,
    confiance, soulagé, soulagée, propre et, fort bien, beau, belle, magnifique, amélioration, charmant,
    charmante, confortable, ponctuel, ponctuelle, soigné, soignée, prévenant`,
  "0": `bonne journée, bonne soirée, bonne réception, bonne adresse, bon de, bien cordialement, bien à vous,
    bien sûr, bien reçu, bien que, si bien, ou bien, bien vouloir, veuillez bien, cordialement, salutations
    distinguées, distinguées, respectueuses, meilleures salutations, plus, si, également, oui, simplement,
    clairement, vraiment, très, tres, trop, certainement, nouveau, nouvelle, nouvel, petit, petite, grand,
    grande, ancien, ancienne, actuel, actuelle, possible, premier, première, dernier, dernière, prochain,
    prochaine, même, seul, seule, autre, autres, rouge, noir, noire, blanc, blanche, bleu, bleue, vert,
    verte, ouvert, ouverte, gratuit, gratuite, personnel, personnelle, complet, complète, court, courte,
    long, longue, sûr, sûre, cher monsieur, chère madame, chers, plusieurs, général, générale, quelques,
    quelque, nombreux, tel, telle, plein, plus rapidement, plus vite, pouvez, coeur, non, certain, certaine,
    certains, libre, je voudrais bien, volonté, heureux si, dès que possible, numéro vert, grands, grave,
    jeune, jeunes, proche, proches, net, nette, unique, uniques, longs, longues, final, finale, froid,
    froide, male, males, mâle, vain, rond, creux, cru, chaud, chaude, haut, haute, hauts, bas, basse, droit,
    droite, gauche, fort, forte, forts, entier, entière, différent, différente, différents, différentes,
    valable, valables, normal, normale, spécial, spéciale, important, importante, importants, direct,
    directe, directs, exact, exacte, précis, précise, correct, correcte, juste, vieux, vieille, moderne,
    cher, chère, large, étroit, sec, sèche, vide, nécessaire, obligatoire, responsable, tout, tous, toute,
    toutes, français, française, connu, connue, levé, levée, natal, pur, pure, ultime, pointu, nouveaux,
    nouvelles, rare, rares, banal, sexuel, dense, technique, beaucoup, absolument, parfaitement bien,
    tellement, totalement, complètement, particulièrement, fortement, largement, profondément, terriblement,
    rarement, arrêté, essai, découverte, découvrir, égal, propre, propres, vivant, vivante, commun, commune,
    réel, réelle, brut, doux, douce, beau temps`,
  "-1": "attendre, attends, trop, peu, personne",
  "-2": `problème, problèmes, erreur, erreurs, panne, en panne, retard, en retard, réclamation, plainte, cassé,
    cassée, défectueux, défectueuse, abîmé, abîmée, endommagé, endommagée, lent, lente, bloqué, bloquée,
    bug, bugs, mauvais, mauvaise, manque, manquant, manquante, malheureusement, hélas, dommage, compliqué,
    compliquée, toujours pas, toujours rien, aucune réponse, aucune nouvelle, pas de réponse, sans réponse,
    sans nouvelles, rien reçu, ne fonctionne pas, fonctionne pas, ne fonctionne plus, ne marche pas, marche
    pas, ne marche plus, impossible, injoignable, rembourser, perdu, perdue, trop long, trop longue, trop
    tard, trop cher, trop chère, faux, fausse, plante, pas encore, pas normal, pas arrivé, pas arrivée, pas
    reçu, attends toujours, toujours en attente, n'arrive pas, déplorable, mal, double facturation, rayure,
    rayures, rayé, rayée, fuit, fuite, troisième fois, quatrième fois, énième, énième fois, trop de temps,
    deux fois, répond pas, pas respecté, sale, puant, prélevé deux fois, grave problème, lassant, hors
    service, ennui, ennuis, rien de fait, à tort, raccroché, sans goût, sans mon accord, clignote,
    interminable, écoutez pas, pas correct, chaos, bâclé, bâclée, refusé, refusée, oublié, défaillant,
    défaillante, trompé, inutile, injuste, incorrect, incorrecte, mal fait, aucun suivi, pénible`,
  "-3": `inadmissible, inacceptable, scandaleux, scandaleuse, honteux, honteuse, honte, nul, nulle, arnaque,
    arnaqueurs, voleurs, catastrophe, catastrophique, lamentable, pire, incompétent, incompétents,
    incompétence, déçu, déçue, déçus, décevant, décevante, colère, en colère, énervé, énervée, furieux,
    furieuse, insupportable, ras le bol, marre, plus jamais, mécontent, mécontente, insatisfait,
    insatisfaite, absurde, ridicule, aberrant, frustrant, frustrante, impoli, désagréable, désastreux,
    désastreuse, horrible, moquez, moque, personne ne répond, renvoie d un, d un service à, agaçant,
    agaçante, énervant, énervante, merde, foutez, regrette, regret, galère, arnaquer, arnaqué, arnaquée,
    menti, mensonge, mensonges, mentent, escroc, escrocs, escroquerie, n'importe quoi, scandale, foutage,
    malhonnête, trompeur, trompeuse, frustré, frustrée, agacé, agacée, indigné, indignée`,
});

/** An apostrophe or a hyphen parts words in French, so it parts the listed phrases too; accents are left out by many. */
function withoutMarks(polarity: ReadonlyMap<string, number>): Map<string, number> {
  const split = [...polarity].map(
    ([word, weight]) => [word.replaceAll(/['-]/g, " ").trim(), weight] as const,
  );
  const bare = split
    .filter(([word]) => !/[àèéêï]$/u.test(word))
    .map(([word, weight]) => [word.normalize("NFD").replaceAll(/\p{M}/gu, ""), weight] as const);
  return new Map([...bare, ...split]);
}

/** Reads its list, so it is made once it is needed. */
export function french(): Lexicon {
  return lexiconOf({
    polarity: new Map([...withoutMarks(patternLexicon("fr")), ...withoutMarks(own)]),
    negations: words("n, ne, ni, pas, rien, sans, aucun, aucune, jamais, guère"),
    intensifiers: weights({
      "1.5": `très, tres, vraiment, tellement, trop, si, extrêmement, totalement, complètement, absolument, super,
    hyper, particulièrement, terriblement, franchement, parfaitement`,
      "0.5": "peu, assez, plutôt, presque, moyennement",
    }),
    contrasts: words("mais, cependant, toutefois, pourtant, néanmoins, malgré"),
    thanks: words("merci, merci beaucoup, remercie"),
    requests:
      words(`svp, stp, s il vous, s il te, pouvez vous, pourriez vous, peux tu, est ce que, puis je, je voudrais,
      je souhaite, j aimerais, comment faire, où est, quand, d avance, merci de, pourriez, pouvez, veuillez`),
    marks:
      words(`le, la, les, un, une, des, du, je, j, vous, votre, vos, mon, ma, mes, est, et, ne, pas, que, qui, pour, dans,
      avec, sur, ce, cette, c, il, elle, nous, où, quand, comment, pourquoi, merci, bonjour, commande, très, bien, mais,
      oui, non, suis, ai, depuis, toujours, rien, plus, au, aux, reçu, d, l, n, qu, s`),
    hasElision: true,
  });
}
