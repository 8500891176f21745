import MPIR

/// A text as the kubelet reads it in commands, arguments, values of variables and probes: there it
/// replaces `$(NAME)`, and makes one `$` of two.
struct KubeletText {
  let text: String

  /// A text that stays what it is.
  init(_ literal: String) { text = literal.doublingDollars }

  /// What has to be filled in is a reference to the variable that has it.
  init(_ template: TextTemplate) {
    text = template.parts.map { part in
      if case .literal(let text) = part { return text.doublingDollars }
      return part.helperVariable.map(Self.reference) ?? ""
    }.joined()
  }

  private init(spelled: String) { text = spelled }

  /// The name of the replica that reads it: `kafka-$(MP_INDEX).kafka`.
  static func replicaHost(of workload: String) -> KubeletText {
    let index = TextTemplate.Part.replicaIndex.helperVariable.map(reference) ?? ""
    return KubeletText(spelled: "\(workload)-\(index).\(workload)")
  }

  private static func reference(_ variable: String) -> String { "$(\(variable))" }
}
