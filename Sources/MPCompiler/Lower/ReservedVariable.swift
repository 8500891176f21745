/// Variables that mean something already where a system is started on an engine.
///
/// A secret that is provided as one of them would be found in every environment, with a value that nobody
/// meant: a secret called `path` would give containers the `PATH` of whoever starts them. And a container's
/// variable with a secret comes to it through the environment of the engine's command.
enum ReservedVariable {
  /// Who reads the variable, if somebody does.
  static func reader(of variable: String) -> String? {
    readers.first { $0.reads(variable) }?.name
  }

  /// The same for variables that must not be changed for the engine's command. Proxies may: they are what
  /// a container's own variables are often for.
  static func commandReader(of variable: String) -> String? {
    readers.first { !$0.isForProxies && $0.reads(variable) }?.name
  }

  private struct Reader {
    let name: String
    let variables: Set<String>
    var prefixes: [String] = []
    var isForProxies = false

    func reads(_ variable: String) -> Bool {
      variables.contains(variable) || prefixes.contains(where: variable.hasPrefix)
    }
  }

  private static let readers = [
    Reader(
      name: "the shell",
      variables: [
        "BASH", "BASHOPTS", "CDPATH", "COLUMNS", "DIRSTACK", "DISPLAY", "EDITOR", "ENV", "EUID",
        "FUNCNAME", "GROUPS", "HISTFILE", "HOME", "HOSTNAME", "HOSTTYPE", "IFS", "LANG", "LANGUAGE",
        "LINENO", "LINES", "LOGNAME", "MACHTYPE", "MAIL", "MAILCHECK", "MAILPATH", "OLDPWD",
        "OPTARG",
        "OPTERR", "OPTIND", "OSTYPE", "PAGER", "PATH", "PIPESTATUS", "PPID", "PS1", "PS2", "PS3",
        "PS4",
        "PWD", "RANDOM", "REPLY", "SECONDS", "SHELL", "SHELLOPTS", "SHLVL", "TERM", "TMPDIR", "TZ",
        "UID",
        "USER", "VISUAL",
      ],
      prefixes: ["BASH_", "LC_"]
    ),
    Reader(
      name: "every program",
      variables: [
        "LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD", "SSH_AUTH_SOCK", "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
      ]
    ),
    Reader(
      name: "every program",
      variables: ["ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"],
      isForProxies: true
    ),
    Reader(
      name: "the engine's command",
      variables: [
        "BUILDKIT_HOST", "BUILDKIT_PROGRESS", "BUILDX_BUILDER", "BUILDX_CONFIG", "CONTAINERS_CONF",
        "CONTAINER_CONNECTION", "CONTAINER_HOST", "DOCKER_API_VERSION", "DOCKER_BUILDKIT",
        "DOCKER_CERT_PATH", "DOCKER_CONFIG", "DOCKER_CONTENT_TRUST", "DOCKER_CONTEXT",
        "DOCKER_DEFAULT_PLATFORM", "DOCKER_HOST", "DOCKER_TLS", "DOCKER_TLS_VERIFY",
      ],
      prefixes: ["COMPOSE_"]
    ),
    Reader(name: "kubectl", variables: ["KUBECONFIG"]),
    Reader(name: "run.sh", variables: ["DOCKER", "PROJECT", "TIMEOUT"]),
  ]
}
