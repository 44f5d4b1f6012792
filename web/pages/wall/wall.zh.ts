export const zh = {
  title: (site: string) => `${site} 值班看板`,
  overdue: (n: number) => `逾期 ${n}`,
  soon: (n: number) => `将到期 ${n}`,
  all: (n: number) => `在办 ${n}`,
  empty: '没有待办的事项。',
  page: (n: number, of: number) => `第 ${n} 页，共 ${of} 页`,
  pause: '停住',
  goOn: '继续翻页',
  next: '下一页',
  leave: '离开看板',
  matters: '待办事项，逾期在前',
};
