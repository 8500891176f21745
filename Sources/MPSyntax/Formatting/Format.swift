/// Writes a spec in its canonical form. In: a tree without errors, and its tokens. Out: a text that
/// means the same, with every comment where it stood.
///
/// Lines are broken where the author broke them, and where a block, a list or a call does not fit
/// into a line. What the form is, the language's reference says.
package func format(_ spec: SpecSyntax) -> [UInt8] {
  let outline = FormattingOutline(spec)
  var printer = CanonicalPrinter(
    text: spec.text,
    outline: outline,
    pieces: FormattedPieces(spec.text, outline)
  )
  return printer.print()
}
