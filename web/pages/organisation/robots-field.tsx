import { ROBOT_FORMATS } from '../../../shared/domain/model/directory.ts';
import { ROBOT_FORMAT_WORDS } from '../../../shared/words/organisation-words.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import type { WrongAt } from '../../parts/submission.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import type { TypedRobot } from './bodies.ts';
import { organisationWords } from './organisation-words.ts';

interface RobotsFieldProps {
  readonly value: readonly TypedRobot[];
  readonly change: (value: readonly TypedRobot[]) => void;
  readonly wrongAt: WrongAt;
}

const LONGEST_NAME = 128;

/** The robots of groups that tell a section's leads, or the office, what letters tell them (contract section 11). */
export function RobotsField({ value, change, wrongAt }: RobotsFieldProps) {
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const changeOne = (index: number, changed: TypedRobot) =>
    change(value.map((each, at) => (at === index ? { ...each, ...changed } : each)));
  return (
    <fieldset class="robots">
      <legend>{page.robots}</legend>
      <p class="dim">{page.robotsHint}</p>
      {value.map(({ format, url }, index) => (
        <div key={`${index} of ${value.length}`} class="plan-row robot">
          <SelectField
            name={`robot-${index}-format`}
            label={page.robotFormat}
            required
            value={format}
            options={ROBOT_FORMATS.map((each) => [each, ROBOT_FORMAT_WORDS[each][language]] as const)}
            change={(chosen) => changeOne(index, { format: chosen })}
            wrong={wrongAt(`/robots/${index}/format`)}
          />
          <TextField
            name={`robot-${index}-url`}
            label={page.robotSecret}
            required
            most={LONGEST_NAME}
            value={url}
            change={(typed) => changeOne(index, { url: typed })}
            wrong={wrongAt(`/robots/${index}/url`)}
          />
          <button type="button" class="plain" onClick={() => change(value.filter((_, at) => at !== index))}>
            {page.removeRobot(index + 1)}
          </button>
        </div>
      ))}
      <button type="button" onClick={() => change([...value, {}])}>
        {page.addRobot}
      </button>
    </fieldset>
  );
}
