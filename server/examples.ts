/** A worked question: the title says what it answers. GraphiQL opens with one tab for each. */
export interface Example {
  readonly title: string
  readonly query: string
}

/** Lines of at most 58 characters: what the page shows beside an answer. */
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
      indicator: "freight-volume"
      from: "2022", to: "2022"
    ) {
      points {
        period { label }
        value(unit: "10kt")
        agreed
        decidedBy
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
  {
    title: 'A port: its goals, works, industries and models',
    query: `query PortPage {
  port(code: "mandula") {
    name
    class
    clusters { name(lang: EN) }
    checkpoints {
      code
      status
      goal: series(
        indicator: "freight-volume", kind: TARGET
        from: "2025", to: "2025"
      ) {
        points {
          value(unit: "10kt")
          status
          agreed
          claims {
            value(unit: "10kt")
            citation { locator }
          }
        }
      }
      measures { title benchmarkPorts { name } }
    }
    projects(
      filter: { statuses: [UNDER_CONSTRUCTION] }
      orderBy: { field: INVESTMENT, direction: DESC }
    ) {
      nodes {
        name
        end
        investment { value(unit: "100m-cny") }
      }
    }
  }
}`,
  },
  {
    title: 'What a plan builds: by port, industry and status',
    query: `query Pipeline {
  projectSummary(
    filter: {
      sources: ["baotou-port-plan-2023-2027"]
      statuses: [UNDER_CONSTRUCTION, PLANNED, PROPOSED]
    }
    groupBy: [PORT, CLUSTER, STATUS]
  ) {
    port { code class }
    cluster { code tier }
    status
    count
    investment { value(unit: "100m-cny") missing }
  }
}`,
  },
  {
    title: 'What industries take in, and the ports it comes by',
    query: `query ClusterInputs {
  clusters(filter: { tiers: [CHARACTERISTIC] }) {
    nodes {
      code
      needs {
        commodity { code }
        annualDemand { id value(unit: "10kt") }
        suppliers {
          code
          series(
            indicator: "freight-volume"
            from: "2022", to: "2022"
          ) {
            points { value(unit: "10kt") derived }
          }
        }
      }
    }
  }
}`,
  },
  {
    title: 'Growth as printed, and growth that the values give',
    query: `query BaotouTrade {
  region(code: "baotou-city") {
    name
    series(
      indicator: "trade-value", from: "2016", to: "2022"
    ) {
      points {
        period { label }
        value(unit: "100m-cny")
        growth {
          publishedPercent
          computedPercent
          consistent
        }
      }
    }
  }
}`,
  },
  {
    title: 'A target measured: is the plan within reach?',
    query: `query RoadScorecard {
  scorecard(
    subjects: ["mandula-road"]
    indicators: ["freight-volume"]
    year: 2025
  ) {
    target { value(unit: "10kt") }
    baseline { period { label } value(unit: "10kt") }
    latest { period { label } value(unit: "10kt") }
    annualised(unit: "10kt")
    expected(unit: "10kt")
    attainmentPercent
    status
  }
}`,
  },
]
