import Testing

/// Runs a story in every shell, and compares what is said and done in each.
///
/// - Returns: The transcripts that the story returned in the first one.
func inEveryShell(
  _ spec: String = Shop.spec,
  _ story: (Deployment) throws -> [Transcript]
) throws -> [Transcript] {
  var first: (transcripts: [Transcript], state: [String])?
  for shell in Shell.all {
    let deployment = try Deployment(spec, in: shell)
    let transcripts = try story(deployment)
    #expect(deployment.leftovers == [], "\(shell)")
    guard let expected = first else {
      first = (transcripts, deployment.state)
      continue
    }
    for (run, other) in zip(transcripts, expected.transcripts) {
      #expect(run.difference(from: other) == nil, "\(shell)")
    }
    #expect(deployment.state == expected.state, "\(shell)")
  }
  return first?.transcripts ?? []
}
