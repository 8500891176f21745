import Foundation

/// An object as kubectl's decoder gives it back: the fields that are compared.
struct DecodedObject: Decodable {
  struct Metadata: Decodable {
    var name: String
    var labels: [String: String]?
    var annotations: [String: String]?
  }

  struct Spec: Decodable {
    struct Template: Decodable { var spec: Pod }

    var replicas: Int?
    var template: Template?
    // Of a Job.
    var completions: Int?
    var parallelism: Int?
    var completionMode: String?
    var backoffLimit: Int?
    var activeDeadlineSeconds: Int?
    // Of a CronJob.
    var schedule: String?
    var timeZone: String?
    var concurrencyPolicy: String?
    var jobTemplate: JobTemplate?
  }

  final class JobTemplate: Decodable { var spec: Spec }

  struct Pod: Decodable {
    var terminationGracePeriodSeconds: Int
    var initContainers: [Container]?
    var containers: [Container]
    var volumes: [Volume]?
  }

  struct Container: Decodable {
    struct ContainerPort: Decodable {
      var name: String
      var containerPort: Int
      var transport: String

      enum CodingKeys: String, CodingKey { case name, containerPort, transport = "protocol" }
    }

    struct Resources: Decodable {
      var requests: [String: String]?
      var limits: [String: String]?
    }

    struct Mount: Decodable {
      var name: String
      var mountPath: String
      var subPath: String?
      var readOnly: Bool?
    }

    var name: String
    var image: String
    var restartPolicy: String?
    var command: Expanded?
    var args: Expanded?
    var workingDir: String?
    var env: [Variable]?
    var ports: [ContainerPort]?
    var resources: Resources?
    var readinessProbe: Probe?
    var livenessProbe: Probe?
    var startupProbe: Probe?
    var volumeMounts: [Mount]?
  }

  /// A text in which the kubelet replaces variables.
  struct ExpandedText: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      text = try decoder.singleValueContainer().decode(String.self)
    }
  }

  typealias Expanded = [ExpandedText]

  struct Variable: Decodable {
    var name: String
    /// Go leaves empty texts out.
    var value: String?
    var valueFrom: Source?

    struct Source: Decodable {
      struct SecretKey: Decodable {
        var name: String
        var key: String
      }

      struct Field: Decodable { var fieldPath: String }

      var secretKeyRef: SecretKey?
      var fieldRef: Field?
    }
  }

  struct Probe: Decodable {
    struct HTTPGet: Decodable {
      var path: String
      var port: Port
    }

    struct TCPSocket: Decodable { var port: Port }
    struct GRPC: Decodable { var port: Int }
    struct Exec: Decodable { var command: Expanded }

    var httpGet: HTTPGet?
    var tcpSocket: TCPSocket?
    var grpc: GRPC?
    var exec: Exec?
    var initialDelaySeconds: Int?
    var periodSeconds: Int
    var timeoutSeconds: Int
    var failureThreshold: Int
  }

  /// A number or the name of a container's port.
  struct Port: Decodable {
    var number: Int?
    var name: String?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      number = try? container.decode(Int.self)
      name = try? container.decode(String.self)
    }
  }

  struct Volume: Decodable {
    struct Item: Decodable {
      var key: String
      var path: String
      var mode: Int?
    }

    struct ConfigMap: Decodable {
      var name: String
      var defaultMode: Int?
      var items: [Item]?
    }

    struct Secret: Decodable {
      var secretName: String
      var items: [Item]?
    }

    var name: String
    var configMap: ConfigMap?
    var secret: Secret?
  }

  var kind: String
  var metadata: Metadata
  var spec: Spec?
  /// Of a ConfigMap.
  var data: [String: String]?
  var binaryData: [String: Data]?

  enum CodingKeys: CodingKey { case kind, metadata, spec, data, binaryData }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(String.self, forKey: .kind)
    metadata = try container.decode(Metadata.self, forKey: .metadata)
    data = try container.decodeIfPresent([String: String].self, forKey: .data)
    binaryData = try container.decodeIfPresent([String: Data].self, forKey: .binaryData)
    // The specs of other kinds are of other shapes.
    let isWorkload = ["Deployment", "StatefulSet", "Job", "CronJob"].contains(kind)
    spec = isWorkload ? try container.decode(Spec.self, forKey: .spec) : nil
  }

  /// kubectl prints one object after the other.
  static func all(in output: [UInt8]) throws -> [DecodedObject] {
    var objects: [DecodedObject] = []
    var lines: [Substring] = []
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      lines.append(line)
      guard line == "}" else { continue }
      let text = lines.joined(separator: "\n")
      objects.append(try JSONDecoder().decode(DecodedObject.self, from: Data(text.utf8)))
      lines = []
    }
    return objects
  }
}

extension DecodedObject.Pod {
  /// The files that a container sees, by path.
  func files(
    of container: DecodedObject.Container,
    _ objects: [DecodedObject]
  ) -> [String: (bytes: [UInt8], mode: Int)] {
    var result: [String: (bytes: [UInt8], mode: Int)] = [:]
    for mount in container.volumeMounts ?? [] {
      guard let volume = volumes?.first(where: { $0.name == mount.name })?.configMap,
        let map = objects.first(where: {
          $0.kind == "ConfigMap" && $0.metadata.name == volume.name
        }), mount.readOnly == true
      else { continue }
      let item = volume.items?.first { $0.path == mount.subPath }
      // With `items`, a volume has those and no others.
      guard volume.items == nil || item != nil else { continue }
      guard let key = item?.key ?? mount.subPath else { continue }
      let bytes = map.binaryData?[key].map { Array($0) } ?? map.data?[key].map { Array($0.utf8) }
      guard let bytes else { continue }
      result[mount.mountPath] = (bytes, item?.mode ?? volume.defaultMode ?? 0o644)
    }
    return result
  }

  /// The values of secrets that a container sees as files: `/tls.key db-tls tls.key 0400`.
  func secretFiles(of container: DecodedObject.Container) -> [String] {
    (container.volumeMounts ?? []).compactMap { mount in
      guard let volume = volumes?.first(where: { $0.name == mount.name })?.secret,
        let item = volume.items?.first(where: { $0.path == mount.subPath })
      else { return nil }
      let mode = String(item.mode ?? 0o644, radix: 8)
      return "\(mount.mountPath) \(volume.secretName) \(item.key) 0\(mode)"
    }
  }
}
