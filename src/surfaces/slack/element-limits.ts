import { platformLimits } from "../platform-limits.ts";
import { checkString, checkText, isObject, items, type Json, type Say } from "./checks.ts";

const limits = platformLimits.slack;

export function checkActions(say: Say, place: string, block: Json): void {
  const elements = items(say, `${place}.elements`, block["elements"], limits.actionsElements);
  const ids = elements.map(([, element]) => (isObject(element) ? element["action_id"] : undefined));
  if (new Set(ids).size < ids.length) say(place, "the same action_id twice");
  for (const [index, element] of elements) {
    const at = `${place}.elements[${index}]`;
    if (isObject(element) && element["type"] === "static_select") checkElement(say, at, element);
    else checkButton(say, at, element);
  }
}

export function checkInput(say: Say, place: string, block: Json): void {
  checkText(say, `${place}.label`, block["label"], limits.inputLabel, ["plain_text"]);
  if (block["hint"] !== undefined)
    checkText(say, `${place}.hint`, block["hint"], limits.inputLabel, ["plain_text"]);
  if (isObject(block["element"])) checkElement(say, `${place}.element`, block["element"]);
  else say(`${place}.element`, "not an element");
}

const elements = [
  "static_select",
  "multi_static_select",
  "conversations_select",
  "plain_text_input",
  "timepicker",
];

function checkElement(say: Say, place: string, element: Json): void {
  const type = String(element["type"]);
  if (!elements.includes(type)) say(place, `type ${type} is not one we send`);
  checkString(say, `${place}.action_id`, element["action_id"], limits.actionId);
  if (element["placeholder"] !== undefined)
    checkText(say, `${place}.placeholder`, element["placeholder"], limits.inputPlaceholder, ["plain_text"]);
  if (element["initial_value"] !== undefined)
    checkString(say, `${place}.initial_value`, element["initial_value"], limits.inputText);
  if (type.endsWith("static_select")) checkOptions(say, place, element);
}

function checkOptions(say: Say, place: string, element: Json): void {
  const options = items(say, `${place}.options`, element["options"], limits.selectOptions);
  for (const [index, option] of options) {
    const at = `${place}.options[${index}]`;
    if (!isObject(option)) say(at, "not an option");
    else {
      checkText(say, `${at}.text`, option["text"], limits.optionText, ["plain_text"]);
      checkString(say, `${at}.value`, option["value"], limits.optionValue);
    }
  }
  const known = new Set(options.map(([, option]) => JSON.stringify(option)));
  const initial = element["initial_options"] ?? [element["initial_option"]];
  const chosen = Array.isArray(initial) ? initial.filter((one) => one !== undefined) : [];
  if (chosen.some((one) => !known.has(JSON.stringify(one))))
    say(place, "an initial choice that is no option");
}

function checkButton(say: Say, place: string, button: unknown): void {
  if (!isObject(button) || button["type"] !== "button") {
    say(place, "not a button");
    return;
  }
  checkText(say, `${place}.text`, button["text"], limits.buttonText, ["plain_text"]);
  checkString(say, `${place}.action_id`, button["action_id"], limits.actionId);
  if (button["value"] !== undefined) checkString(say, `${place}.value`, button["value"], limits.buttonValue);
  if (button["url"] === undefined) return;
  checkString(say, `${place}.url`, button["url"], limits.buttonUrl);
  if (!URL.canParse(String(button["url"]))) say(`${place}.url`, "not an address");
}
