import MPIR

/// What the pods of a workload are made from.
struct PodTemplate {
  enum RestartPolicy: String {
    case always = "Always"
    case never = "Never"
  }

  /// The group that owns what is mounted.
  struct Group {
    var id: Int
    /// Whether anything is kept on what it owns, so that giving it to the group could take long.
    var ownsKeptVolumes: Bool
  }

  var labels: [Label]
  var annotations: [Label]
  var serviceAccount: String
  var restartPolicy = RestartPolicy.always
  var pullSecret: String?
  /// In seconds.
  var terminationGracePeriod: Int
  /// What a node must be.
  var nodeLabels: [Label] = []
  var group: Group?
  /// Whether only the usual system calls can be made.
  var hasDefaultSeccompProfile = true
  /// What the pods to be spread are selected by; `nil` for a single one.
  var spread: [Label]?
  /// Over what they are spread: labels of nodes.
  var spreadKeys: [String] = []
  /// Run to their ends, in order, unless they stay.
  var inits: [Container] = []
  var container: Container
  var volumes: [Volume]
}

extension PodTemplate {
  struct Container {
    var name: String
    var image: String
    /// Whether the registry is asked for it each time.
    var isPulledAlways = false
    /// Whether it was started before the main one and stays beside it.
    var isSidecar = false
    var command: [KubeletText]?
    var arguments: [KubeletText]?
    var workingDirectory: String?
    var ports: [ContainerPort] = []
    var environment: [Variable] = []
    var resources = Resources()
    var startup: Probe?
    var readiness: Probe?
    var liveness: Probe?
    /// How long it goes on serving before it is told to stop, in seconds.
    var drain: Int?
    var security = Security()
    var mounts: [Mount] = []
  }

  struct Variable {
    enum Value {
      case text(KubeletText)
      case secret(object: String, key: String)
      /// Of the pod.
      case field(String)
    }

    var name: String
    var value: Value
  }

  struct Probe {
    enum Check {
      case http(path: String, port: PortReference)
      case tcp(port: PortReference)
      /// Here the API takes numbers only.
      case grpc(port: Int)
      case exec([KubeletText])
    }

    var check: Check
    /// In seconds, like the two others.
    var initialDelay: Int
    var period: Int
    var timeout: Int
    var failureThreshold: Int
  }

  /// By name where the container declares it.
  enum PortReference {
    case name(String)
    case number(Int)
  }

  struct Mount {
    var volume: String
    var path: String
    /// What of the volume: a file or a folder; `nil` for all of it.
    var subPath: String?
    var isReadOnly: Bool
  }

  struct Volume {
    enum Source {
      /// Where not all files have the usual permissions, `items` has each key.
      case configMap(String, items: [Item])
      case secret(String, items: [Item])
      /// A claim that stands by itself.
      case claim(String)
      /// In bytes, if there is a limit.
      case temporary(size: Int?)
      /// What a container needs to ask the API.
      case token
    }

    /// A key of an object as a file.
    struct Item {
      var key: String
      var path: String
      /// Permission bits, where they are not the usual ones.
      var mode: Int?
    }

    var name: String
    var source: Source
  }
}
