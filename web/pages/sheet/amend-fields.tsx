import { TextField, TickField } from '../../parts/fields.tsx';
import { complaintDraftOf } from '../../parts/matter/matter.ts';
import {
  AppointmentFields,
  CategoryField,
  ComplaintFields,
  ResidentFields,
} from '../../parts/matter/matter-fields.tsx';
import type { WrongAt } from '../../parts/submission.ts';
import type { Schemas } from '../../session/api.ts';
import { useDirectory } from '../../session/standing.ts';
import { useWords } from '../../words/words.ts';
import type { AmendDraft } from './amending.ts';

interface AmendFieldsProps {
  readonly sheet: Schemas['Sheet'];
  /** What the reader may put right on this sheet now. */
  readonly names: readonly string[];
  /** What was changed so far. */
  readonly value: AmendDraft;
  readonly change: (value: AmendDraft) => void;
  readonly wrongAt: WrongAt;
}

/** The sheet as it stands, to be put right: what is left as it is, is not sent. */
export function AmendFields({ sheet, names, value, change, wrongAt }: AmendFieldsProps) {
  const { words } = useWords();
  const directory = useDirectory().data;
  const may = (name: string) => names.includes(name);
  const put = (changed: AmendDraft) => change({ ...value, ...changed });
  const { resident } = sheet;
  return (
    <div class="amend">
      {may('subject') && (
        <TextField
          name="fields-subject"
          label={words.matter.subject}
          required
          most={200}
          wrong={wrongAt('/fields/subject')}
          value={value.subject ?? sheet.subject}
          change={(subject) => put({ subject })}
        />
      )}
      {may('details') && (
        <TextField
          name="fields-details"
          label={words.sheet.details}
          lines={3}
          wrong={wrongAt('/fields/details')}
          value={value.details ?? sheet.details}
          change={(details) => put({ details })}
        />
      )}
      {may('resident') && resident !== undefined && (
        <ResidentFields
          at="/fields/resident"
          wrongAt={wrongAt}
          value={value.resident ?? resident}
          change={(changed) => put({ resident: changed })}
        />
      )}
      {may('category') && (
        <CategoryField
          wrong={wrongAt('/fields/category')}
          value={value.category ?? sheet.category}
          change={(category) => put({ category })}
        />
      )}
      {may('urgent') && (
        <TickField
          name="fields-urgent"
          label={words.matter.urgent}
          wrong={wrongAt('/fields/urgent')}
          value={value.urgent ?? sheet.urgent}
          change={(urgent = false) => put({ urgent })}
        />
      )}
      {may('simple') && (
        <TickField
          name="fields-simple"
          label={words.matter.simple}
          wrong={wrongAt('/fields/simple')}
          value={value.simple ?? sheet.simple}
          change={(simple = false) => put({ simple })}
        />
      )}
      {may('appointment') && (
        <AppointmentFields
          at="/fields/appointment"
          wrongAt={wrongAt}
          value={value.appointment ?? sheet.appointment ?? {}}
          change={(appointment) => put({ appointment })}
        />
      )}
      {may('complaint') && sheet.complaint !== undefined && (
        <ComplaintFields
          at="/fields/complaint"
          wrongAt={wrongAt}
          sections={directory?.sections ?? []}
          people={(directory?.people ?? []).filter(({ role }) => role !== 'resident')}
          value={value.complaint ?? complaintDraftOf(sheet.complaint)}
          change={(complaint) => put({ complaint })}
        />
      )}
    </div>
  );
}
