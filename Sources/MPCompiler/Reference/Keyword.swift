/// The words of the grammar, for who asks what one of them is.
enum Keyword {
  static let table: KeyValuePairs<String, String> = [
    "app": "`app NAME { … }` names the system, once in a spec.",
    "param": "`param NAME: TYPE = DEFAULT` declares an input of a spec, a pattern or a trait.",
    "let": "`let NAME = EXPRESSION` gives an expression a name.",
    "pattern":
      "`pattern NAME { … }` declares a block of your own: params, slots, services, outputs.",
    "trait": "`trait NAME { … }` declares entries that `with NAME` adds to a service.",
    "with": "`with NAME { … }` adds a trait's entries to the service that it stands in.",
    "slot":
      "`slot NAME { … }` declares a service that the user of a pattern completes; `slot NAME?` one that may be left out.",
    "output": "`output NAME = EXPRESSION` offers something of a pattern to who uses it.",
    "require":
      "`require CONDITION else \"message\"` refuses an instance with a message of the pattern's own.",
    "default": "`default` before an entry of a slot lets the instance win.",
    "when": "`when CONDITION { … }` keeps its entries only where the condition holds.",
    "test": "`test \"name\" { expect … }` says what must be true of the system.",
    "null": "`null` is no value: it takes an attribute back, or a key out of what others have set.",
    "expect": "`expect CONDITION` is one demand of a `test`.",
    "self": "`self` is the service around the expression: `self.http` is its port.",
    "if": "`if CONDITION then a else b` is one of two values.",
    "for": "`[for i, x in LIST if CONDITION: ELEMENT]` makes a list of another.",
    "import":
      "`import \"./house.mp\"` brings in what a file declares, under its names; `as house` makes them `house.…`.",
    "profile":
      "`profile NAME { … }` sets params, extends blocks and adds some where `--profile NAME` chooses it.",
    "extend":
      "`extend NAME { … }` adds to a block, or to a member of an instance, or changes it; in a `profile`, where that is chosen.",
    "mp": "`mp.images` has the stock images of the shipped library.",
  ]
}
