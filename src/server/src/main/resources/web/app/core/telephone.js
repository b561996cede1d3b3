/** The address that a telephone understands. */
export const telephone = (number) => `tel:${number.replace(/[^\d+]/g, "")}`;
