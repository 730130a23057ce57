/** An event as a help desk sends it: the generator writes these, the product and the oracle read them. */
export interface ToldEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: ToldData;
}

export interface ToldData {
  readonly conversation?: string;
  readonly channel?: string;
  readonly initiatedBy?: string;
  readonly agent?: string | null;
  readonly team?: string | null;
  readonly priority?: string | null;
  readonly topic?: string | null;
  readonly product?: string | null;
  readonly segment?: string | null;
  readonly tags?: readonly string[];
  readonly automatic?: boolean;
  readonly into?: string;
  readonly author?: { readonly kind: string; readonly id?: string };
  readonly survey?: string;
  readonly score?: number;
  readonly answer?: string;
  readonly scale?: ToldScale;
  readonly customer?: string | null;
  readonly contact?: string;
  readonly appointment?: string;
  readonly email?: string;
  readonly order?: string;
  readonly payment?: string;
  readonly newCustomer?: boolean;
  readonly amount?: string | number;
  readonly currency?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly seconds?: number;
  readonly archived?: boolean;
  readonly media?: readonly string[];
  readonly inReplyTo?: string;
  readonly sentiment?: string;
  readonly network?: string;
  readonly text?: string;
  readonly cellPhone?: boolean;
  readonly active?: boolean;
  readonly state?: string;
  readonly hours?: number;
  readonly plannedHours?: number;
  readonly [more: string]: unknown;
}

interface ToldScale {
  readonly min: number;
  readonly max: number;
  readonly betterIs: "higher" | "lower";
}
