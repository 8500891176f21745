import MPIR

/// How HAProxy is a gateway, as a structure; writing it decides nothing.
struct HAProxyConfiguration {
  struct Frontend {
    enum Kind {
      case plain(backend: String)
      case http([Rule])
      /// With the list of certificates.
      case https([Rule], certificates: String)
    }

    var name: String
    var port: Int
    var kind: Kind
  }

  /// Which requests go to a backend; the first that fits counts.
  struct Rule {
    var host: String?
    var path: String
    var backend: String
  }

  struct Backend {
    enum Kind {
      case plain(Servers)
      case http(Servers)
      /// Sends clients to HTTPS, at a port outside.
      case redirect(port: Int)
      case nothing
    }

    var name: String
    var kind: Kind
  }

  /// Who answers.
  struct Servers {
    enum Addresses {
      /// Each by a name of its own.
      case named([(name: String, host: String)])
      /// So many behind one name.
      case found(host: String, count: Int)
    }

    var addresses: Addresses
    var port: Int
    var check: Check
  }

  /// How to find out whether one can answer.
  struct Check {
    /// What is asked for by HTTP; otherwise it has to accept a connection.
    var path: String?
    var port: Int
    /// In seconds, like the next.
    var interval: Int
    var timeout: Int
    /// How many failures in a row count.
    var failures: Int
    /// As whom to ask for it.
    var host: String
  }

  /// The certificates of a port. The first is for whoever asks for none of the hosts, too.
  struct CertificateList {
    struct Entry: Hashable {
      var certificate: String
      var hosts: [String]

      /// What nobody can ask for; without any host, those in the certificate would count.
      static let noHost = "default.invalid"
    }

    var name: String
    var entries: [Entry]
  }

  var frontends: [Frontend]
  var backends: [Backend]
  var lists: [CertificateList]
}

extension HAProxyConfiguration {
  static let readyPath = "/ready"
  /// How long requests may take to come to their ends when it is stopped, in seconds.
  static let hardStop = 5
  /// Where HAProxy's images look for their configuration.
  private static let folder = "/usr/local/etc/haproxy"

  static func certificatePath(_ secret: String) -> String {
    "\(folder)/certificates/\(secret).pem"
  }

  static func listPath(_ name: String) -> String { "\(folder)/\(name).list" }

  func files() -> [MountedFile] {
    [MountedFile(path: "\(Self.folder)/haproxy.cfg", bytes: text(), mode: 0o644)]
      + lists.map { list in
        MountedFile(path: Self.listPath(list.name), bytes: list.text(), mode: 0o644)
      }
  }
}
