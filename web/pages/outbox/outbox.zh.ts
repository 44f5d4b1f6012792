export const zh = {
  title: '待发送',
  lead: '这些内容保存在本机，联网后自动发送。收到回执之前，都不算签署。',
  empty: '没有待发送的内容。',
  emptyHint: '没有网络时签署的步骤，会先放在这里。',
  others: (n: number) => `本机还有其他人的 ${n} 项，由本人登录后发送。`,
  hurry: '现在发送',
  waiting: '待发送，尚未签署',
  early: (why: string, time: string) => `${why} ${time} 以后自动再发。`,
  refused: '未被接受，尚未签署。',
  lost: '附件已不在本机，请重新添加。',
  anew: '按最新情况重新签署',
  away: '放弃这一步',
};
