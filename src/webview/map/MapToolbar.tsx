import * as l10n from '@vscode/l10n';
import { amount, count } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ToolbarButton } from '../components/Icon';
import { Name } from '../components/Name';
import { zoomed } from './camera';
import { type Colouring, COLOURINGS } from './colouring';
import type { MapModel } from './model';

const TEXT = {
  box: l10n.t('Light up what a query finds'),
  placeholder: l10n.t('Light up: what the code does …'),
  colour: l10n.t('Colour by'),
  colours: {
    folder: l10n.t('Folder'),
    language: l10n.t('Language'),
    age: l10n.t('Last change'),
  } satisfies Record<Colouring, string>,
  tools: l10n.t('Map'),
  nearer: l10n.t('Zoom In'),
  farther: l10n.t('Zoom Out'),
  whole: l10n.t('Show Whole Map'),
  lasso: l10n.t('Circle Functions (or Hold Shift and Drag)'),
  again: l10n.t('Draw Again'),
  legend: l10n.t('Legend: show one in full'),
  found: (functions: number) => l10n.t('{0} lit up', count(functions, 'function')),
  unread: (functions: number) => l10n.t('{0} not read closely yet and not on the map', count(functions, 'function')),
};
const STEP = 1.5;

/** What is lit up, what the colours mean, and how one gets around. */
export function MapToolbar({ model }: { readonly model: MapModel }): JSX.Element {
  const { map, query, lit } = model;
  const zoom = (factor: number): void => {
    const { size } = model;
    model.look(zoomed(model.view, factor, { x: size.width / 2, y: size.height / 2 }, size));
  };
  const unread = map?.unread ?? 0;
  return (
    <header>
      <div class="tools">
        <SearchBox model={model} />
        <label>
          {TEXT.colour}{' '}
          <select
            value={model.colouring}
            onChange={(event) => {
              const colouring = COLOURINGS.find((each) => each === event.currentTarget.value);
              if (colouring) model.colourBy(colouring);
            }}
          >
            {COLOURINGS.map((colouring) => (
              <option key={colouring} value={colouring}>
                {TEXT.colours[colouring]}
              </option>
            ))}
          </select>
        </label>
        <span class="buttons" role="toolbar" aria-label={TEXT.tools}>
          <ToolbarButton
            icon="zoom-in"
            label={TEXT.nearer}
            onClick={() => {
              zoom(STEP);
            }}
          />
          <ToolbarButton
            icon="zoom-out"
            label={TEXT.farther}
            onClick={() => {
              zoom(1 / STEP);
            }}
          />
          <ToolbarButton
            icon="screen-full"
            label={TEXT.whole}
            onClick={() => {
              model.look(undefined);
            }}
          />
          <ToolbarButton
            icon="circle-large-outline"
            label={TEXT.lasso}
            onClick={() => {
              model.setLassoing(!model.lassoing);
            }}
          />
          <ToolbarButton
            icon="refresh"
            label={TEXT.again}
            onClick={() => {
              model.again();
            }}
          />
        </span>
        <span class="facts" role="status">
          {query === '' ? count(map?.x.length ?? 0, 'function') : TEXT.found(lit.length)}
          {unread === 0 ? '' : ` · ${TEXT.unread(unread)}`}
        </span>
      </div>
      <Legend model={model} />
    </header>
  );
}

function SearchBox({ model }: { readonly model: MapModel }): JSX.Element {
  const [text, setText] = useState(model.query);
  useEffect(() => {
    setText(model.query);
  }, [model.query]);
  return (
    <vscode-textfield
      label={TEXT.box}
      placeholder={TEXT.placeholder}
      value={text}
      maxLength={10_000}
      onInput={(event: Event) => {
        setText((event.currentTarget as unknown as { value: string }).value);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') {
          setText('');
          model.search('');
        }
        if (event.key === 'Enter') model.search(text.trim());
      }}
    />
  );
}

function Legend({ model }: { readonly model: MapModel }): JSX.Element {
  return (
    <ul class="legend" aria-label={TEXT.legend}>
      {model.colours.categories.map(({ name, dots }, category) =>
        dots === 0 ? null : (
          <li key={name}>
            <button
              type="button"
              aria-pressed={model.picked === category}
              onClick={() => {
                model.pick(model.picked === category ? undefined : category);
              }}
            >
              <span
                class="codicon codicon-circle-filled"
                aria-hidden="true"
                style={{ color: model.colourOf(category) }}
              />
              <Name text={name} /> <span class="dots">{amount(dots)}</span>
            </button>
          </li>
        ),
      )}
    </ul>
  );
}
