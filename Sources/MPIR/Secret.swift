/// Something that containers need to know and no file that the compiler writes may hold.
package struct Secret: Sendable {
  package enum Kind: String, Sendable {
    case value
    /// A certificate and its key.
    case tls
    /// What an image registry wants to see.
    case registry
  }

  /// As the spec calls it: `db_password`. Different names stay different in capitals.
  package var name: String
  package var kind: Kind
  /// The Kubernetes Secret that has it, which somebody else has made.
  package var objectName: String
  /// The key of the value in that object; a TLS secret has two of its own.
  package var objectKey: String
  /// For those who have to provide it.
  package var description: String?
  package var origin: Origin

  package init(
    name: String,
    kind: Kind,
    objectName: String,
    objectKey: String,
    description: String?,
    origin: Origin
  ) {
    self.name = name
    self.kind = kind
    self.objectName = objectName
    self.objectKey = objectKey
    self.description = description
    self.origin = origin
  }
}

/// One value of a secret. It says all that a target needs, so that a text can be spelled by itself.
package struct SecretReference: Sendable, Hashable {
  package enum Part: String, Sendable { case value, certificate, key }

  /// Of the secret.
  package var name: String
  package var part: Part
  package var objectName: String
  package var objectKey: String

  package init(_ secret: Secret, _ part: Part) {
    name = secret.name
    self.part = part
    objectName = secret.objectName
    objectKey =
      switch part {
      case .value: secret.objectKey
      case .certificate: "tls.crt"
      case .key: "tls.key"
      }
  }

  /// As the spec refers to it: `db_password`, `shop_tls.cert`.
  package var path: String {
    switch part {
    case .value: name
    case .certificate: "\(name).cert"
    case .key: "\(name).key"
    }
  }

  /// The variable by which engines get it: `DB_PASSWORD`, `SHOP_TLS_CERT`.
  package var variable: String {
    String(
      decoding: path.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xDF
        case UInt8(ascii: "."), UInt8(ascii: "-"): UInt8(ascii: "_")
        default: byte
        }
      },
      as: UTF8.self
    )
  }

  /// The variable that names a file with the value, where a file is mounted: `DB_PASSWORD_FILE`.
  package var fileVariable: String { variable + "_FILE" }

  /// Where that file is otherwise, beside what starts the containers: `secrets/db_password`.
  package var filePath: String { "secrets/\(path)" }

  /// The variable that holds it in a container where another's value has it inside:
  /// `MP_SECRET_DB_PASSWORD`.
  package var helperVariable: String { "MP_SECRET_\(variable)" }
}
