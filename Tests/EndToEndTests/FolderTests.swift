import Foundation
import Testing

extension EndToEnd {
  /// Where the files lie does not matter.
  @Suite struct FolderTests {
    @Test(arguments: Platform.allCases)
    func folderMayHaveAnyName(on platform: Platform) async throws {
      let system = try DeployedSystem(
        on: platform,
        in: #"it's a $HOME ${x} $(id) `id` \ folder; ü"#
      )
      do {
        try await system.deploy(Shop.version("1"))
        #expect(try await HTTP.get(try await system.url("web.web")).text == "1\n")
      } catch {
        try? await system.down(removingVolumes: true)
        throw error
      }
      try await system.down(removingVolumes: true)
      #expect(try await system.objects("container", "--all") == [])
    }
  }
}
