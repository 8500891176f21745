extension FileDescriptor {
  /// Puts a file into this folder in one step: at any moment it is wholly what it was, or wholly new.
  ///
  /// - Parameter temporary: The name, in the same folder, that it has until then; nobody else's.
  func replace(
    _ name: String,
    by bytes: [UInt8],
    through temporary: String,
    permissions: UInt16
  ) throws(SystemError) {
    let file = try create(temporary, permissions: permissions)
    do throws(SystemError) {
      try file.append(bytes)
      try file.synchronize()
      try rename(temporary, to: name)
    } catch {
      try? remove(temporary)
      throw error
    }
    try synchronize()
  }
}
