/// What Compose, Kubernetes and other tools call something that the language has under another name.
struct ForeignWord {
  /// What has it here.
  let word: String
  /// How it is written, where the word alone does not simply take the place of the other.
  let form: String?

  init(_ word: String, _ form: String? = nil) {
    self.word = word
    self.form = form
  }

  static let table: KeyValuePairs<String, ForeignWord> = [
    "environment": ForeignWord("env"),
    "entrypoint": ForeignWord("command"),
    "working_dir": ForeignWord("workdir"),
    "workingDir": ForeignWord("workdir"),
    "mem_limit": ForeignWord("memory"),
    "cpus": ForeignWord("cpu"),
    "resources": ForeignWord("memory", amounts),
    "limits": ForeignWord("memory", amounts),
    "requests": ForeignWord("memory", amounts),
    "scale": ForeignWord("replicas"),
    "depends_on": ForeignWord("after"),
    "port": ForeignWord("ports", "ports { http = 80 }"),
    "volumes": ForeignWord("volume", #"volume data { path = "/data", size = 1Gi }"#),
    "configs": ForeignWord("file", #"file "/path" { content = "…" }"#),
    "healthcheck": ForeignWord("ready", probe),
    "readinessProbe": ForeignWord("ready", probe),
    "livenessProbe": ForeignWord("live", #"live { http = "/healthz" }"#),
    "startupProbe": ForeignWord("started", #"started { http = "/healthz" }"#),
    "initContainers": ForeignWord("init", #"init prepare { image = "…" }"#),
    "sidecars": ForeignWord("sidecar", #"sidecar proxy { image = "…" }"#),
    "stop_signal": ForeignWord("stop", #"stop { signal = "QUIT" }"#),
    "stop_grace_period": ForeignWord("stop", "stop { grace = 30s }"),
    "terminationGracePeriodSeconds": ForeignWord("stop", "stop { grace = 30s }"),
    "nodeSelector": ForeignWord("platform", #"platform = "linux/arm64""#),
  ]

  /// Words by which other languages mix something in.
  static let traitWords = ["use", "uses", "include", "extends", "mixin"]

  private static let amounts = "cpu = 250m..1, memory = 512Mi..1Gi"
  private static let probe = #"ready { http = "/healthz" }"#
}
