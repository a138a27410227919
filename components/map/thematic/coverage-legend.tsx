import { scopeRelations } from '#lib/claims/object-schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { answerStates, leastAreaKm2 } from '#lib/thematic/answer.ts';
import type { CoverageView } from '#lib/thematic/coverage-view.ts';
import { toShade } from '#lib/thematic/scale.ts';
import shared from '../map.module.css';
import styles from './thematic.module.css';
import { toMeasureText, toRangeText, toStateText } from './wording.ts';

type Props = { view: CoverageView };

/** Colors with the borders and numbers of their classes, patterns with what they mean, and how it was computed. */
export function CoverageLegend({ view }: Props) {
  const { thematic, map } = getMessages();
  const { question, scale, states, totals, scope } = view;
  const { legend } = thematic;
  return (
    <div className={shared.legend}>
      <h2>{legend.title}</h2>
      {scope === null ? (
        <>
          {scale.length > 0 && <p className={styles.measure}>{toMeasureText(question)}</p>}
          {scale.length > 0 && (
            <ul className={styles.swatches}>
              {scale.map((one, index) => (
                <li key={one.from}>
                  <span
                    className={styles.swatch}
                    data-class={toShade(index, scale.length)}
                    aria-hidden="true"
                  />
                  {formatCount(one.places, legend.values, defaultLocale).replace('{range}', toRangeText(one))}
                </li>
              ))}
            </ul>
          )}
          <ul className={styles.swatches}>
            {answerStates
              .filter((state) => state !== 'value')
              .filter((state) => state === 'not_researched' || states.includes(state))
              .map((state) => (
                <li key={state}>
                  <span className={styles.swatch} data-state={state} aria-hidden="true" />
                  {toStateText(state, question.ask)}
                </li>
              ))}
          </ul>
        </>
      ) : (
        <ul className={styles.swatches}>
          {scopeRelations.map((relation) => (
            <li key={relation}>
              <span className={styles.swatch} data-scope={relation} aria-hidden="true" />
              {thematic.relation[relation]}
            </li>
          ))}
          <li>
            <span className={styles.swatch} data-state="not_researched" aria-hidden="true" />
            {legend.scopeNone}
          </li>
        </ul>
      )}
      <ul className={styles.notes}>
        <li>
          <strong>{legend.never}</strong>
        </li>
        {scope === null && scale.length > 0 && (
          <li>{fill(legend.classes, { log: question.ask === 'devices' ? legend.logarithm : '' })}</li>
        )}
        {question.ask === 'devices' && (
          <>
            <li>{fill(thematic.formula, { least: formatNumber(leastAreaKm2, defaultLocale) })}</li>
            <li>{thematic.perHead}</li>
            <li>
              {fill(thematic.deviceTime, {
                undated: formatNumber(totals.undated, defaultLocale),
                total: formatNumber(totals.devices, defaultLocale),
              })}
            </li>
          </>
        )}
        <li>{map.legendDashed}</li>
      </ul>
    </div>
  );
}
