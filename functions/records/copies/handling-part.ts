/** The middle of the form: which sections had it, what they wrote (B4a), and every hand-over signed for (B5.2b). */

import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import { cells, field, GRID_COLUMNS, group, headings, pair, signed } from './form.ts';
import { type HandOverOnPaper, handOversIn } from './hand-overs.ts';
import { lastTime, type OnPaper, staffMember } from './on-paper.ts';

/** The rows of the sections' work; what sections say to each other only on copies for staff. */
export function handlingPart(paper: OnPaper): readonly Markup[] {
  const { sheet, names, internal } = paper;
  const handlers = sheet.handledBy.map((id) => html`<span class="whole">${staffMember(paper, id)}</span>`);
  return [
    group('承办', [
      pair(
        '承办部门',
        sectionsOf(sheet).map(names.section).join('、'),
        '经办人',
        handlers.length === 0 ? undefined : handlers,
      ),
      ...(internal
        ? [pair('到场时间', lastTime(paper, 'arrive'), '完成时间', lastTime(paper, 'complete'))]
        : []),
    ]),
    ...(internal ? [group('意见', opinionRows(paper)), group('交接', handOverRows(paper))] : []),
  ];
}

/** The sections that took the sheet on. One that objected did not, unless it has the sheet now. */
function sectionsOf({ sections, section, disputedBy }: Sheet): readonly string[] {
  return sections.filter((id) => id === section || !disputedBy.includes(id));
}

function opinionRows({ sheet, names, time }: OnPaper): readonly Markup[] {
  if (sheet.opinions.length === 0) return [field('各部门意见', undefined)];
  return sheet.opinions.map(({ section, text, by, at }) =>
    field(names.section(section), signed(text, names.person(by), time(at))),
  );
}

const HAND_OVER_WORDS: { readonly [W in HandOverOnPaper['kind']]: string } = {
  'hand-over': '移交',
  return: '交回',
  reopening: '重新办理',
};

function handOverRows(paper: OnPaper): readonly Markup[] {
  const handOvers = handOversIn(paper.entries);
  if (handOvers.length === 0) return [field('移交、交回', undefined)];
  return [
    headings(['事项', '移交人', '移交时间', '接收部门', '签收人', '签收时间']),
    ...handOvers.flatMap((handOver) => handOverRow(paper, handOver)),
  ];
}

function handOverRow(
  { sheet, names, time }: OnPaper,
  { kind, giver, at, to, received }: HandOverOnPaper,
): readonly Markup[] {
  const receiver = to === undefined ? names.customerService : names.section(to);
  const given = [HAND_OVER_WORDS[kind], names.signer(giver), time(at), receiver];
  if (received === undefined) return [cells([...given, isOver(sheet) ? '未签收' : '待签收', undefined])];
  const { by, objection } = received;
  if (objection === undefined) return [cells([...given, names.signer(by), time(received.at)])];
  return [
    cells([...given, `${names.signer(by)}（有异议）`, time(received.at)]),
    html`<td colspan="${GRID_COLUMNS}"><div class="text">异议理由：${objection}</div></td>`,
  ];
}

const isOver = ({ status }: Sheet) => status === 'withdrawn' || status === 'archived';
