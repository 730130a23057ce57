import type { Directory } from "./directory.ts";
import type { Person } from "./person.ts";

/** How many names are read. */
const MOST = 3;

/** Who leads one of the teams; where nobody does, the managers, and then the admins. */
export function askLeads(directory: Directory, teams: readonly string[]): readonly Person[] {
  const leads = inCharge(directory, "lead").filter((lead) => lead.teams.some((team) => teams.includes(team)));
  return leads.length > 0 ? leads.slice(0, MOST) : askManagers(directory);
}

/** The managers; where there are none, the admins. */
export function askManagers(directory: Directory): readonly Person[] {
  const managers = inCharge(directory, "manager");
  return (managers.length > 0 ? managers : inCharge(directory, "admin")).slice(0, MOST);
}

/** Who may link people: admins first. */
export function askAdmins(directory: Directory): readonly Person[] {
  return [...inCharge(directory, "admin"), ...inCharge(directory, "manager")].slice(0, MOST);
}

/** "Ask Kim Jansen or Max Weber.", and where nobody is named, what to write where. */
export function askInWords(people: readonly Person[]): string {
  const names = people.map(({ name }) => name);
  const last = names.pop();
  if (last === undefined)
    return "deskpulse.yaml names no lead, manager or admin yet: whoever runs deskpulse can.";
  return `Ask ${names.length > 0 ? `${names.join(", ")} or ${last}` : last}.`;
}

function inCharge({ people }: Directory, role: Person["role"]): Person[] {
  return people.filter((person) => person.isActive && person.role === role);
}
