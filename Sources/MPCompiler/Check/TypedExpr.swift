package import MPDiagnostics
package import MPSyntax

/// An expression whose names are resolved and whose type is known.
package struct TypedExpr: Sendable {
  package indirect enum Kind: Sendable {
    /// It has been reported.
    case invalid
    case constant(Value.Kind)
    case text([TextPart])
    case reference(Reference)
    /// A service's port.
    case port(TypedExpr, name: String)
    case property(TypedExpr, Property)
    /// A param, slot, member or output of an instance.
    case instanceMember(TypedExpr, Reference.Target)
    /// One of any number of blocks of an instance's slot.
    case slotMember(TypedExpr, slot: Int, label: String)
    /// A field of a record, or an attribute in a test.
    case field(TypedExpr, name: String)
    case element(TypedExpr, TypedExpr)
    /// `mp.images.nginx`
    case stockImage(String)
    case call(Function, [TypedExpr])
    case arithmetic(InfixOperator, TypedExpr, TypedExpr)
    case comparison(InfixOperator, TypedExpr, TypedExpr)
    case logical(InfixOperator, [TypedExpr])
    case not(TypedExpr)
    case negation(TypedExpr)
    case conditional(TypedExpr, TypedExpr, TypedExpr)
    case rangeTo(TypedExpr, TypedExpr)
    case list([TypedExpr])
    case map([(key: String, value: TypedExpr)])
    case comprehension(Comprehension)
    /// Ints where the type of the expression has floats.
    case converted(TypedExpr)
    /// `containers`, `services`, …
    case testSet(String)
    /// In tests: what may be `null` where a value is needed.
    case given(TypedExpr)
  }

  package enum TextPart: Sendable {
    case literal(String)
    /// `indentation` is put before every line of the value but its first.
    case value(TypedExpr, indentation: String)
  }

  package struct Comprehension: Sendable {
    package var sequence: TypedExpr
    package var condition: TypedExpr?
    package var element: TypedExpr
    /// How many loop variables are in scope around it.
    package var depth: Int
  }

  /// What `.name` means on a service or an endpoint.
  package enum Property: String, Sendable, CaseIterable {
    case name, host, port, address, url, addresses, hosts
    /// Of `self`: the number of the replica, and its name.
    case index
    case replicaHost
    /// Of a TLS secret.
    case cert, key

    static let ofEndpoint: [Property] = [.address, .host, .port, .url, .addresses, .hosts, .name]

    var type: Type {
      switch self {
      case .name, .host, .address, .url, .index, .replicaHost: .string
      case .cert, .key: .secret
      case .port: .int
      case .addresses, .hosts: .list(.string)
      }
    }
  }

  package var kind: Kind
  package var type: Type
  package var range: SourceRange

  static func invalid(at range: SourceRange) -> TypedExpr {
    TypedExpr(kind: .invalid, type: .invalid, range: range)
  }
}

/// A name that was resolved.
package struct Reference: Hashable, Sendable {
  package enum Level: Hashable, Sendable {
    case module(ModuleID)
    /// The pattern, trait or test around the expression.
    case definition
  }

  package enum Target: Hashable, Sendable {
    case param(Int)
    case `let`(Int)
    case output(Int)
    case slot(Int)
    case block(Int)
    /// An import under a name.
    case module(ModuleID)
    /// `self`
    case ownService
    /// A loop variable, counted from the outermost; the index of one is its own variable.
    case local(Int)
  }

  package var level: Level
  package var target: Target
}
