/// The stable name of a kind of finding: `E0203`.
///
/// The first letter is the severity (E error, W warning, L lossy, N note), the first two digits the
/// phase: 00 input and limits, 01 syntax, 02 names, patterns and instances, 03 types and values,
/// 04 what is deployed, 05 what a target cannot give, 06 the spec's own tests. A code is never used
/// again for something else.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  // 00: input and limits
  case unreadable = "E0001"
  case notUTF8 = "E0002"
  case controlCharacter = "E0003"
  case carriageReturn = "E0004"
  case byteOrderMark = "E0005"
  case fileTooLarge = "E0006"
  case emptyFile = "E0007"
  case nestedTooDeep = "E0008"
  case chainTooLong = "E0009"

  // 01: syntax
  case unknownCharacter = "E0101"
  case unterminatedString = "E0102"
  case expected = "E0103"
  case expectedSeparator = "E0104"
  case unclosedBrace = "E0105"
  case unopenedBrace = "E0106"
  case misplacedItem = "E0107"
  case assignmentOutsideBlock = "E0108"
  case braceOnNextLine = "E0109"
  case chainedComparison = "E0110"
  case numberTooLarge = "E0111"
  case unknownSuffix = "E0112"
  case unknownEscape = "E0113"
  case multilineLayout = "E0114"
  case interpolationInName = "E0115"

  // 02: names, patterns and instances
  case declaredTwice = "E0201"
  case reservedName = "E0202"
  case portNeededByPattern = "E0203"
  case badDeployedName = "E0204"
  case unknownName = "E0205"
  case unknownPattern = "E0206"
  case unknownTrait = "E0207"
  case unknownMember = "E0208"
  case unknownAttribute = "E0209"
  case unknownParam = "E0210"
  case unknownSlot = "E0211"
  case missingParam = "E0212"
  case missingSlot = "E0213"
  case setTwice = "E0214"
  case blockOrValue = "E0215"
  case badLabel = "E0216"
  case badKey = "E0217"
  case selfOutsideService = "E0218"
  case traitOutsideService = "E0219"
  case testsOnly = "E0220"
  case circle = "E0221"
  case fixedByPattern = "E0223"
  case unknownPort = "E0224"
  case requirementFailed = "E0225"
  case dropped = "E0226"
  case badImport = "E0227"

  // 03: types and values
  case unknownType = "E0301"
  case wrongType = "E0302"
  case notPrintable = "E0303"
  case badOperands = "E0304"
  case mayBeNull = "E0305"
  case notOneOf = "E0306"
  case ambiguousSuffix = "E0307"
  case inexactQuantity = "E0308"
  case badBounds = "E0309"
  case argumentCount = "E0310"
  case outOfBounds = "E0311"
  case overflow = "E0312"
  case divisionByZero = "E0313"
  case noSuchElement = "E0314"
  case emptyRange = "E0315"
  case noPlainAddress = "E0316"
  case noReplicaAddresses = "E0317"
  case noURL = "E0318"
  case badRegex = "E0319"
  case secretOutOfPlace = "E0320"
  case replicaOutOfPlace = "E0321"
  case notNumbered = "E0322"

  // 04: what is deployed
  case missingImage = "E0401"
  case missingApp = "E0402"
  case badImage = "E0403"
  case badText = "E0404"
  case badFile = "E0405"
  case badProbe = "E0406"
  case samePort = "E0407"
  case exposedTwice = "E0408"
  case nameClash = "E0409"
  case nameTooLong = "E0410"
  case systemTooLarge = "E0411"
  case circleOfLinks = "N0412"
  case emptySystem = "E0413"
  case badSchedule = "E0414"
  case circleOfGates = "E0415"
  case gateWithoutPort = "E0416"
  case badVolume = "E0417"
  case badRoute = "E0418"
  case mixedRoutes = "E0419"
  case liveIsReady = "W0420"
  case volumeOfReplicas = "E0421"
  case badScaling = "E0422"
  case stuckUpdate = "E0423"
  case mountsClash = "E0424"
  case badBuild = "E0425"
  case unversionedBuild = "W0426"
  case volumeNotShared = "E0427"
  case reservedVariable = "E0428"
  case missingDockerfile = "W0429"
  case missingFacts = "E0440"
  case badSecurity = "E0441"
  case weakSecurity = "W0442"
  case cannotAccept = "E0443"

  // 05: what a target cannot give
  case userByName = "L0501"
  case fileTooLargeForKubernetes = "E0502"
  case portsMerged = "W0503"
  case versionIsNoLabel = "L0504"
  case stopSignalNotSent = "L0505"
  case updateNotAsSaid = "L0506"
  case hostOfJob = "L0507"
  case gateOpensEgress = "L0508"
  case ingressPort = "L0509"
  case livenessNotWatched = "L0510"
  case grpcAskedAsTCP = "L0511"
  case drainNotPossible = "L0512"
  case notScaled = "L0513"
  case cronNotScheduled = "L0514"
  case jobLimitNotKept = "L0515"
  case updateNotHonoured = "L0516"
  case datagramsNotShared = "L0517"
  case egressNotClosed = "L0518"
  case patchOverNothing = "W0520"

  // 06: the spec's own tests
  case expectationFailed = "E0601"

  public var severity: Severity {
    switch rawValue.utf8.first {
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "L"): .lossy
    case UInt8(ascii: "N"): .note
    default: .error
    }
  }

  /// What it is called, for rules and headings: "port needed by pattern". The words of its name here.
  public var title: String {
    words.map { $0.count(where: \.isUppercase) > 1 || $0 == "Kubernetes" ? $0 : $0.lowercased() }
      .joined(separator: " ")
  }

  /// Its name as one word: `PortNeededByPattern`.
  var ruleName: String { words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }

  /// Split before each capital; those in a row are one word, as in `notUTF8`.
  private var words: [String] {
    var words: [String] = []
    var previous: Character = "A"
    for character in String(describing: self) {
      let begins = words.isEmpty || (character.isUppercase && !previous.isUppercase)
      if begins { words.append("") }
      words[words.count - 1].append(character)
      previous = character
    }
    return words
  }
}
