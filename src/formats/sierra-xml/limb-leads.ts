/** Lead III and the augmented leads are stored as what is left after their prediction from I and II. */

/** Replaces the stored rests of III, aVR, aVL and aVF (leads 2 to 5) by the leads themselves. */
export function restoreLimbLeads(leads: readonly Int16Array[]): void {
  const [one, two, three, right, left, foot] = leads;
  if (!one || !two || !three || !right || !left || !foot) return;
  for (let at = 0; at < one.length; at++) {
    const [i, ii] = [one[at] as number, two[at] as number];
    const iii = ii - i - (three[at] as number);
    three[at] = iii;
    right[at] = -(right[at] as number) - Math.trunc((i + ii) / 2);
    left[at] = Math.trunc((i - iii) / 2) - (left[at] as number);
    foot[at] = Math.trunc((ii + iii) / 2) - (foot[at] as number);
  }
}
