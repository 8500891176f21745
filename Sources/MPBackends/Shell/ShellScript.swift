/// A script that runs a system, as a structure; writing it decides nothing.
struct ShellScript {
  /// The containers of one workload.
  struct Service {
    /// What its functions are called after: `histogram_leaf`.
    var function: String
    /// As the spec refers to it.
    var path: String
    var name: String
    var stage: Int
    var image: String
    /// The name of each container, without the project's.
    var replicas: [String]
    var startsAfter: [Gate]
    var creation: Creation
    var probe: ProbeCall?
  }

  struct Gate {
    enum Condition: String { case started, ready }

    var condition: Condition
    /// The function of the service that has to be there.
    var function: String
  }

  /// How the container of a replica is made, but for its name and the script's own labels.
  struct Creation {
    /// Each with its value, if it has one.
    var options: [[ShellWord]]
    var image: ShellWord
    var arguments: [ShellWord]
  }

  struct ProbeCall {
    var command: [ShellWord]
    /// In seconds, like the two others.
    var limit: Int
    var period: Int
    /// How long the container may take to be ready.
    var patience: Int
  }

  var header: [String]
  var project: String
  /// The names of those that containers mount.
  var files: [String]
  /// In the order of their start.
  var services: [Service]
  /// What brings the probe, where it is needed.
  var tools: Service?
}
