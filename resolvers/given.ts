// Optional arguments: a missing one and an explicit null say the same, no limit.

/** Leaves out what is null or undefined. */
export function given<Shape extends object>(
  shape: Shape,
): { [Name in keyof Shape]?: NonNullable<Shape[Name]> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value != null)) as never
}
