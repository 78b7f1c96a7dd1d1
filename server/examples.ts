/** A worked question: the title says what it answers. GraphiQL opens with one tab for each. */
export interface Example {
  readonly title: string
  readonly query: string
}

/** Lines of at most 60 characters: what the page shows beside an answer. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'The approved ports of entry, and the planned rail ones',
    query: `query ApprovedCheckpoints {
  all: checkpoints(filter: { approved: true }) {
    totalCount
  }
  rail: checkpoints(
    filter: { approved: true, modes: [RAIL] }
  ) {
    totalCount
    nodes { code name(lang: EN) }
  }
  planned: checkpoints(filter: { statuses: [PLANNED] }) {
    nodes { code name(lang: EN) port { code class } }
  }
}`,
  },
  {
    title: 'One figure, printed twice, with its citations',
    query: `query MandulaFreight {
  checkpoint(code: "mandula-road") {
    name
    series(
      indicator: "freight-volume", from: "2022", to: "2022"
    ) {
      points {
        period { label }
        value(unit: "10kt")
        agreed
        claims {
          reported { value unit }
          source { code }
          citation { locator locatorKind evidence }
        }
      }
    }
  }
}`,
  },
]
