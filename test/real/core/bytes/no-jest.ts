/** Stands in for Jest's own globals where test support runs without Jest: nothing of it is called. */
export const expect = undefined;
