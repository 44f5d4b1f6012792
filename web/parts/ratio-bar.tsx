/** A share as a bar; the number stands beside it in words. @param value 0 to 1 */
export function RatioBar({ value }: { readonly value: number | null }) {
  return (
    <svg class="ratio" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="ground" width="100" height="4" />
      {value !== null && <rect width={Math.min(1, Math.max(0, value)) * 100} height="4" />}
    </svg>
  );
}
