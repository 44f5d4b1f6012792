/** `timer-dead-letters` as outputs are spelled: `TimerDeadLetters`. */
export const inCapitals = (name: string) =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
