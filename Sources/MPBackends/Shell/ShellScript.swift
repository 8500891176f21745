/// A script that runs a system, as a structure; writing it decides nothing.
struct ShellScript {
  /// The containers of one workload.
  struct Service {
    /// As the spec refers to it.
    var path: String
    var name: String
    var kind: Kind
    /// The name of each replica, without the project's.
    var replicas: [String]
    var startsAfter: [Gate]
    var volumes: [Volume]
    /// In their order of start, where the main one is not alone; it comes last.
    var others: [Part]
    var main: Part

    var parts: [Part] { others + [main] }
    /// What its functions are called after: `histogram_leaf`.
    var function: String { main.function }
  }

  enum Kind {
    case service
    case job(Runs)
    case cron(Runs, Timetable)
  }

  /// What it takes for a job to be done, in one attempt for each replica.
  struct Runs {
    var parallelism: Int
    var retries: Int
    /// In seconds.
    var timeout: Int?
  }

  struct Timetable {
    var schedule: String
    var timeZone: String
    /// `forbid`, `allow` or `replace`.
    var concurrency: String
  }

  struct Gate {
    enum Condition: String { case started, ready, completed }

    var condition: Condition
    /// The function of the service that has to be there.
    var function: String
  }

  /// A container of each replica.
  struct Part {
    /// What it is for the others; the main one is nothing.
    enum Role: String { case holder, `init`, sidecar }

    var function: String
    /// What its name adds to that of its replica: `_proxy`.
    var suffix: String
    var role: Role?
    /// When it is stopped: `1`, or `1.3` where there is an order within that stage.
    var stage: String
    var image: String
    var platform: String?
    var creation: Creation
    /// Its names at the edge, if it is there as well as in the inner network.
    var edgeAliases: [ShellWord]?
    /// The texts with secrets inside by the names of their variables, and the files with secrets by the
    /// paths where they are mounted.
    var secrets: [(name: String, value: ShellWord)] = []
    /// Whether any word has the number of the replica.
    var isNumbered = false
    /// Whether it can serve, or, where nobody says that, whether it has come up.
    var probe: ProbeCall?
    /// Whether it has come up, where that is asked before the other.
    var startup: ProbeCall?
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

  /// Storage that a service mounts.
  struct Volume {
    /// Within the service: the script has its name in a variable called after it.
    var name: String
    var isScratch: Bool
    /// Its name without the project's. Replicas that have one of their own have their names in it.
    var place: ShellWord
    /// The number of the user whose it is.
    var owner: Int?
  }

  /// How an image is made.
  struct Build {
    var image: String
    /// As people know it, without the registry that is meant where none is named.
    var name: String
    var context: ShellWord
    /// Each with its value, if it has one.
    var options: [[ShellWord]]
  }

  /// What is in the environment, in `.env`, or beside the script, and in no file of the compiler's.
  struct Secrets {
    /// The variables of those that containers have in their environment.
    var variables: [String] = []
    /// The variables that may say where a file is, with where it is otherwise.
    var files: [(variable: String, path: String)] = []

    var isEmpty: Bool { variables.isEmpty && files.isEmpty }
  }

  var header: [String]
  var project: String
  /// The names of those that containers mount.
  var files: [String]
  /// In the order of their start.
  var services: [Service]
  /// What brings the probe, where it is needed.
  var tools: Service?
  /// What prepares volumes, where that is needed.
  var toolsImage: String?
  /// Whether a network that leads nowhere else has everything in it.
  var hasInnerNetwork = false
  var builds: [Build] = []
  var secrets = Secrets()
}
