import Foundation

/// Ports of this machine that nothing listens on.
enum FreePorts {
  struct NoneFound: Error {}

  /// Different ports, below the range that outgoing connections are given theirs from.
  static func take(_ count: Int) throws -> [Int] {
    var sockets: [Int32] = []
    // All stay taken until the last is found.
    defer { for socket in sockets { close(socket) } }
    var ports: [Int] = []
    for port in (20_000..<32_000).shuffled() where ports.count < count {
      guard let socket = bound(to: UInt16(port)) else { continue }
      sockets.append(socket)
      ports.append(port)
    }
    guard ports.count == count else { throw NoneFound() }
    return ports
  }

  private static func bound(to port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
