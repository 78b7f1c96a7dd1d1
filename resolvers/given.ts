// Optional arguments: a missing one and an explicit null say the same, no limit.

/** Leaves out what is null or undefined. */
export function given<Shape extends object>(
  shape: Shape,
): { [Name in keyof Shape]?: NonNullable<Shape[Name]> } {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(shape)) if (value != null) kept[name] = value
  return kept as never
}
