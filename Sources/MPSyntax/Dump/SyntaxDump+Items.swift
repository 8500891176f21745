import MPDiagnostics

extension SyntaxDump {
  mutating func dump(_ item: ItemSyntax) {
    switch item {
    case .import(let item):
      let alias = item.alias.map { "as " + spelling($0) } ?? ""
      node("import", alias, at: item.range) { $0.dump(item.path) }
    case .app(let item):
      node("app", spelling(item.name), at: item.range) { dump in
        dump.dump(item.doc)
        dump.dumpItems(of: item.body)
      }
    case .param(let item): dump(item)
    case .let(let item): dump(item, as: "let")
    case .output(let item): dump(item, as: "output")
    case .definition(let item):
      node(item.kind.rawValue, spelling(item.name), at: item.range) { dump in
        dump.dump(item.doc)
        dump.dumpItems(of: item.body)
      }
    case .slot(let item): dump(item)
    case .require(let item):
      node("require", at: item.range) { dump in
        dump.dump(item.condition)
        dump.dump(item.message)
      }
    case .profile(let item):
      node("profile", spelling(item.name), at: item.range) { dump in
        dump.dump(item.doc)
        dump.dumpItems(of: item.body)
      }
    case .extend(let block): dump(block, as: "extend")
    case .test(let item):
      node("test", at: item.range) { dump in
        dump.dump(item.name)
        dump.dumpItems(of: item.body)
      }
    case .expect(let condition, let range): node("expect", at: range) { $0.dump(condition) }
    case .when(let item):
      node("when", at: item.range) { dump in
        dump.dump(item.condition)
        dump.dumpItems(of: item.body)
      }
    case .with(let item):
      let label = item.label.map { " " + spelling($0) } ?? ""
      node("with", spelling(item.trait) + label, at: item.range) { $0.dumpItems(of: item.body) }
    case .assignment(let item):
      let word = item.isDefault ? "default " : ""
      let key = key(item.key)
      node("\(word)assignment", item.key.text, line: "\(word)\(key) =", at: item.range) { dump in
        dump.dump(item.value)
      }
    case .block(let block): dump(block, as: "block")
    case .unexpected(let range): node("<unexpected>", at: range)
    }
  }

  private mutating func dump(_ item: ParamSyntax) {
    node("param", spelling(item.name), at: item.range) { dump in
      dump.dump(item.doc)
      dump.dump(item.type)
      if let value = item.value { dump.dump(value) }
    }
  }

  private mutating func dump(_ item: LetSyntax, as word: String) {
    node(word, spelling(item.name), at: item.range) { dump in
      dump.dump(item.doc)
      dump.dump(item.value)
    }
  }

  private mutating func dump(_ item: SlotSyntax) {
    let kind = item.kind.map { " : " + spelling($0) } ?? ""
    node("slot", spelling(item.name) + item.count.rawValue + kind, at: item.range) { dump in
      dump.dump(item.doc)
      dump.dumpItems(of: item.body)
    }
  }

  private mutating func dump(_ block: BlockSyntax, as word: String) {
    var text = spelling(block.head)
    if case .path(let path) = block.label { text += " " + spelling(path) }
    node((block.isDefault ? "default " : "") + word, text, at: block.range) { dump in
      dump.dump(block.doc)
      if case .string(let string) = block.label { dump.node("label") { $0.dump(string) } }
      dump.dumpItems(of: block.body)
    }
  }

  private mutating func dumpItems(of body: BodySyntax?) {
    guard let body else { return }
    node("body", body.isBroken ? "broken" : "", at: body.range) { dump in
      for item in body.items { dump.dump(item) }
    }
  }

  private mutating func dump(_ doc: DocComment) {
    for line in doc.lines { node("doc", line, line: "doc \(quoted(line))") }
  }
}
