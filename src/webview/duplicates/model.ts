import * as v from 'valibot';
import {
  type DuplicateGroup,
  duplicateGroups,
  type Likeness,
  USUAL_SIMILARITY,
} from '../../duplicates/duplicateGroups';
import type { DuplicateFunction } from '../../protocol/duplicates';
import type { DuplicatesTabToHost, HostToDuplicatesTab, KeptScope } from '../../protocol/duplicatesTab';
import type { HostConnection } from '../hostConnection';

export const ORDERS = ['lines', 'similarity', 'members', 'spread'] as const;
export type Order = (typeof ORDERS)[number];

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const choices = v.object({
  similarity: v.object({ 'near-identical': share, 'same-meaning': share }),
  shown: v.object({ 'near-identical': v.boolean(), 'same-meaning': v.boolean() }),
  tests: v.boolean(),
  order: v.picklist(ORDERS),
});

/** What the person chose to see. */
export type Choices = Readonly<v.InferOutput<typeof choices>>;

const USUAL: Choices = {
  similarity: USUAL_SIMILARITY,
  shown: { 'near-identical': true, 'same-meaning': true },
  tests: false,
  order: 'lines',
};

/** Groups drawn at first, and more of them at each wish. */
const GROUPS_AT_ONCE = 100;
/** Larger groups are closed at first. */
const OPEN_MEMBERS = 8;

/** One line of the tree. */
export type Row =
  | { readonly kind: 'group'; readonly key: string; readonly group: DuplicateGroup; readonly index: number }
  | {
      readonly kind: 'member';
      readonly key: string;
      readonly group: DuplicateGroup;
      readonly member: DuplicateFunction;
      /** Place in its group. */
      readonly index: number;
    };

/** State of the tab: what was found, what is to be seen of it, and where the keyboard is. */
export class DuplicatesModel {
  private message: HostToDuplicatesTab | undefined;
  /** Of both kinds of likeness, and those that are shown. */
  private grouped: readonly DuplicateGroup[] = [];
  private groups: readonly DuplicateGroup[] = [];
  /** Groups that were opened or closed by hand. */
  private readonly toggled = new Map<string, boolean>();
  private most = GROUPS_AT_ONCE;
  private listener: () => void = () => undefined;
  choices: Choices;
  active = '';

  constructor(private readonly page: HostConnection<DuplicatesTabToHost>) {
    const kept = v.safeParse(choices, page.load());
    this.choices = kept.success ? kept.output : USUAL;
  }

  start(onChange: () => void): void {
    this.listener = onChange;
    this.page.post({ type: 'ready' });
  }

  get state(): HostToDuplicatesTab | undefined {
    return this.message;
  }

  get allGroups(): readonly DuplicateGroup[] {
    return this.groups;
  }

  get shownGroups(): readonly DuplicateGroup[] {
    return this.groups.slice(0, this.most);
  }

  get rows(): readonly Row[] {
    return this.shownGroups.flatMap((group, index): Row[] => {
      const key = keyOf(group);
      const head: Row = { kind: 'group', key, group, index };
      if (!this.isOpen(group)) return [head];
      const members = group.members.map((member, place): Row => ({
        kind: 'member',
        key: `${key}\n${place}`,
        group,
        member,
        index: place,
      }));
      return [head, ...members];
    });
  }

  receive(message: HostToDuplicatesTab): void {
    const isOther = message.scope !== this.message?.scope;
    this.message = message;
    if (isOther) this.keep();
    this.regroup();
  }

  choose(changed: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changed };
    this.keep();
    this.most = GROUPS_AT_ONCE;
    this.regroup();
  }

  chooseSimilarity(likeness: Likeness, similarity: number): void {
    this.choose({ similarity: { ...this.choices.similarity, [likeness]: similarity } });
  }

  isOpen(group: DuplicateGroup): boolean {
    return this.toggled.get(keyOf(group)) ?? group.members.length <= OPEN_MEMBERS;
  }

  toggle(group: DuplicateGroup, open = !this.isOpen(group)): void {
    this.toggled.set(keyOf(group), open);
    this.listener();
  }

  showMore(): void {
    this.most += GROUPS_AT_ONCE;
    this.listener();
  }

  activate(key: string): void {
    this.active = key;
    this.listener();
  }

  open(member: DuplicateFunction, how: { readonly toSide: boolean; readonly preserveFocus: boolean }): void {
    this.page.post({ type: 'open', place: this.placeOf(member), ...how });
  }

  /** A member beside the first of its group; the first one, and the group as a whole, beside the second. */
  compare(group: DuplicateGroup, index = 0): void {
    const [left, right] = index === 0 ? [0, 1] : [0, index];
    const members = group.members;
    this.page.post({
      type: 'compare',
      left: this.placeOf(members[left]!),
      right: this.placeOf(members[right]!),
    });
  }

  export(format: 'markdown' | 'json'): void {
    const { similarity, tests, shown } = this.choices;
    this.page.post({ type: 'export', format, grouping: { similarity, tests, shown } });
  }

  again(): void {
    this.page.post({ type: 'again' });
  }

  stop(): void {
    this.page.post({ type: 'stop' });
  }

  /** How many groups there are of a likeness as the slider stands, whether they are shown or not. */
  count(likeness: Likeness): number {
    return this.grouped.filter((group) => group.likeness === likeness).length;
  }

  /** For a tab that is made anew: after it was hidden, or the window was loaded again. */
  private keep(): void {
    this.page.save({ ...this.choices, scope: this.message?.scope ?? '' } satisfies Choices & KeptScope);
  }

  private regroup(): void {
    const state = this.message?.state;
    const { similarity, shown, tests, order } = this.choices;
    this.grouped = state?.kind === 'found' ? duplicateGroups(state.found, { similarity, tests }) : [];
    this.groups = sorted(
      this.grouped.filter(({ likeness }) => shown[likeness]),
      order,
    );
    if (!this.rows.some(({ key }) => key === this.active)) this.active = this.rows[0]?.key ?? '';
    this.listener();
  }

  private placeOf(member: DuplicateFunction): number {
    const state = this.message?.state;
    return state?.kind === 'found' ? state.found.functions.indexOf(member) : -1;
  }
}

/** Stays the same while the slider moves, as long as the group keeps its first member. */
function keyOf({ likeness, members: [first] }: DuplicateGroup): string {
  return [likeness, first!.root, first!.path, first!.startLine].join('\n');
}

const BY: Readonly<Record<Order, (group: DuplicateGroup) => number>> = {
  lines: ({ extraLines }) => extraLines,
  similarity: ({ similarity }) => similarity,
  members: ({ members }) => members.length,
  spread: ({ folders, files }) => folders * 10_000 + files,
};

/** Equal ones stay in the order of the lines that they would save. */
function sorted(groups: readonly DuplicateGroup[], order: Order): DuplicateGroup[] {
  const value = BY[order];
  return [...groups].sort((a, b) => value(b) - value(a));
}
