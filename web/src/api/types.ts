import type { components } from "./schema";

/** The shapes of the API by the names of docs/openapi.json, from which `schema.d.ts` is generated (`npm run types`). */
type Schemas = components["schemas"];

export type Day = string;
export type Instant = string;
export type Sentence = Schemas["Sentence"];
export type PageId = Schemas["Page"];
export type Session = Schemas["Session"];
export type Community = Schemas["Community"];
export type Home = Schemas["Home"];
export type HomeMeasure = Schemas["HomeMeasure"];
export type Need = Schemas["Need"];
export type Roster = Schemas["ChildBriefList"];
export type RosterChild = Schemas["ChildBrief"];
export type Found = Schemas["Found"];
export type Child = Schemas["Child"];
export type Cell = Schemas["Cell"];
export type CellAnswer = Schemas["Answer"];
export type UnlockStep = Schemas["UnlockStep"];
export type Reason = Schemas["Reason"];
export type Identity = Schemas["Identity"];
export type Fact = Schemas["Fact"];
export type Strip = Schemas["Strip"];
export type HelpingMember = Schemas["HelpingMember"];
export type NextStep = Schemas["NextStep"];
export type NewNextStep = Schemas["NewNextStep"];
export type NextStepChange = Schemas["NextStepChange"];
export type Delivery = Schemas["Delivery"];
export type DeliveryCounts = Schemas["DeliveryCounts"];
export type DeliveryList = Schemas["DeliveryList"];
export type Feed = Schemas["Feed"];
export type Fix = Schemas["Fix"];
export type ProblemGroup = Schemas["ProblemGroup"];
export type Upload = Schemas["Upload"];
export type Job = Schemas["Job"];
export type Review = Schemas["Review"];
export type ReviewSide = Schemas["ReviewSide"];
export type ReviewBrief = Schemas["ReviewBrief"];
export type Verdict = Schemas["VerdictRequest"]["answer"];

export interface ListPage<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}
