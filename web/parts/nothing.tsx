/** What stands in the place of a list that has nothing in it. @param hint how something would come to be there */
export function Nothing({ said, hint }: { readonly said: string; readonly hint: string }) {
  return (
    <div class="nothing">
      <p>{said}</p>
      <p class="dim">{hint}</p>
    </div>
  );
}
