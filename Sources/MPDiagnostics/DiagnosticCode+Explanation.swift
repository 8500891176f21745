extension DiagnosticCode {
  /// What the code means, why specs that have it are refused, and an example: Markdown.
  public var explanation: String { explained.text }

  package var explained: Explanation {
    switch self {
    case .unreadable: .unreadable
    case .notUTF8: .notUTF8
    case .controlCharacter: .controlCharacter
    case .carriageReturn: .carriageReturn
    case .byteOrderMark: .byteOrderMark
    case .fileTooLarge: .fileTooLarge
    case .emptyFile: .emptyFile
    case .nestedTooDeep: .nestedTooDeep
    case .chainTooLong: .chainTooLong

    case .unknownCharacter: .unknownCharacter
    case .unterminatedString: .unterminatedString
    case .expected: .expected
    case .expectedSeparator: .expectedSeparator
    case .unclosedBrace: .unclosedBrace
    case .unopenedBrace: .unopenedBrace
    case .misplacedItem: .misplacedItem
    case .assignmentOutsideBlock: .assignmentOutsideBlock
    case .braceOnNextLine: .braceOnNextLine
    case .chainedComparison: .chainedComparison
    case .numberTooLarge: .numberTooLarge
    case .unknownSuffix: .unknownSuffix
    case .unknownEscape: .unknownEscape
    case .multilineLayout: .multilineLayout
    case .interpolationInName: .interpolationInName

    case .declaredTwice: .declaredTwice
    case .reservedName: .reservedName
    case .portNeededByPattern: .portNeededByPattern
    case .badDeployedName: .badDeployedName
    case .unknownName: .unknownName
    case .unknownPattern: .unknownPattern
    case .unknownTrait: .unknownTrait
    case .unknownMember: .unknownMember
    case .unknownAttribute: .unknownAttribute
    case .unknownParam: .unknownParam
    case .unknownSlot: .unknownSlot
    case .missingParam: .missingParam
    case .missingSlot: .missingSlot
    case .setTwice: .setTwice
    case .blockOrValue: .blockOrValue
    case .badLabel: .badLabel
    case .badKey: .badKey
    case .selfOutsideService: .selfOutsideService
    case .traitOutsideService: .traitOutsideService
    case .testsOnly: .testsOnly
    case .circle: .circle
    case .fixedByPattern: .fixedByPattern
    case .unknownPort: .unknownPort
    case .requirementFailed: .requirementFailed
    case .dropped: .dropped
    case .badImport: .badImport

    case .unknownType: .unknownType
    case .wrongType: .wrongType
    case .notPrintable: .notPrintable
    case .badOperands: .badOperands
    case .mayBeNull: .mayBeNull
    case .notOneOf: .notOneOf
    case .ambiguousSuffix: .ambiguousSuffix
    case .inexactQuantity: .inexactQuantity
    case .badBounds: .badBounds
    case .argumentCount: .argumentCount
    case .outOfBounds: .outOfBounds
    case .overflow: .overflow
    case .divisionByZero: .divisionByZero
    case .noSuchElement: .noSuchElement
    case .emptyRange: .emptyRange
    case .noPlainAddress: .noPlainAddress
    case .noReplicaAddresses: .noReplicaAddresses
    case .noURL: .noURL
    case .badRegex: .badRegex
    case .secretOutOfPlace: .secretOutOfPlace
    case .replicaOutOfPlace: .replicaOutOfPlace
    case .notNumbered: .notNumbered

    case .missingImage: .missingImage
    case .missingApp: .missingApp
    case .badImage: .badImage
    case .badText: .badText
    case .badFile: .badFile
    case .badProbe: .badProbe
    case .samePort: .samePort
    case .exposedTwice: .exposedTwice
    case .nameClash: .nameClash
    case .nameTooLong: .nameTooLong
    case .systemTooLarge: .systemTooLarge
    case .circleOfLinks: .circleOfLinks
    case .emptySystem: .emptySystem
    case .badSchedule: .badSchedule
    case .circleOfGates: .circleOfGates
    case .gateWithoutPort: .gateWithoutPort
    case .badVolume: .badVolume
    case .badRoute: .badRoute
    case .mixedRoutes: .mixedRoutes
    case .liveIsReady: .liveIsReady
    case .volumeOfReplicas: .volumeOfReplicas
    case .badScaling: .badScaling
    case .stuckUpdate: .stuckUpdate
    case .mountsClash: .mountsClash
    case .badBuild: .badBuild
    case .unversionedBuild: .unversionedBuild
    case .volumeNotShared: .volumeNotShared
    case .missingFacts: .missingFacts
    case .badSecurity: .badSecurity
    case .weakSecurity: .weakSecurity
    case .cannotAccept: .cannotAccept

    case .userByName: .userByName
    case .fileTooLargeForKubernetes: .fileTooLargeForKubernetes
    case .portsMerged: .portsMerged
    case .versionIsNoLabel: .versionIsNoLabel
    case .stopSignalNotSent: .stopSignalNotSent
    case .updateNotAsSaid: .updateNotAsSaid
    case .hostOfJob: .hostOfJob
    case .gateOpensEgress: .gateOpensEgress
    case .ingressPort: .ingressPort
    case .livenessNotWatched: .livenessNotWatched
    case .grpcAskedAsTCP: .grpcAskedAsTCP
    case .drainNotPossible: .drainNotPossible
    case .notScaled: .notScaled
    case .cronNotScheduled: .cronNotScheduled
    case .jobLimitNotKept: .jobLimitNotKept
    case .updateNotHonoured: .updateNotHonoured
    case .datagramsNotShared: .datagramsNotShared
    case .egressNotClosed: .egressNotClosed
    case .patchOverNothing: .patchOverNothing

    case .expectationFailed: .expectationFailed
    }
  }
}
