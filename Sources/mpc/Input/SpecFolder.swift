/// The specs in a folder that the command line names.
enum SpecFolder {
  /// The path itself, unless it is a folder: then its `.mp` files and those of the folders in it, in
  /// the order of their names. No link in it is followed, and what begins with a dot is left out.
  static func specs(at path: String) throws(InputError) -> [String] {
    guard SpecReader.isUsable(path) else { throw InputError(path, .invalidPath) }
    do {
      let place = try FileDescriptor.open(path)
      guard try place.status().kind == .folder else { return [path] }
      return try specs(in: place, path.hasSuffix("/") ? path : path + "/")
    } catch {
      throw InputError(path, error)
    }
  }

  private static func specs(
    in folder: FileDescriptor,
    _ prefix: String
  ) throws(SystemError) -> [String] {
    var specs: [String] = []
    for name in try folder.names() where !name.hasPrefix(".") {
      switch try folder.status(of: name).kind {
      case .regular: if name.hasSuffix(".mp") { specs.append(prefix + name) }
      case .folder: specs += try self.specs(in: folder.openFolder(name), prefix + name + "/")
      case .link, .other: break
      }
    }
    return specs
  }
}
