/// 00: input and limits.
extension Explanation {
  static let unreadable = Explanation(
    """
    The spec cannot be read: there is no such file, it is a folder, or the system does not let
    this user read it. The message has the system's reason.

    Look at the spelling of the path, and at where the command was started: paths are relative
    to the current folder. `mpc check -` reads the standard input.
    """
  )

  static let notUTF8 = Explanation(
    """
    Specs are UTF-8. The marked byte cannot stand in UTF-8: the file was saved in another
    encoding (Latin-1, UTF-16), or it is no text at all.

    Save it as UTF-8 in the editor, or convert it: `iconv -f latin1 -t utf-8 old.mp > new.mp`.
    """
  )

  static let controlCharacter = Explanation(
    """
    The file has a control character other than a tab or a newline. It is invisible in most
    editors, so that a reader and the compiler would not see the same spec; most come from
    copying out of a terminal.

    Remove it. Where a string really needs one, write it as an escape: `"\\u{1B}[0m"`.
    """
  )

  static let carriageReturn = Explanation(
    """
    Lines of the file end in CR LF, as editors on Windows write them. A string of several
    lines would carry the CR into the containers, where a script such as `#!/bin/sh` fails
    with it; and the same spec would give different files on different machines.

    Save the file with LF line ends (`dos2unix spec.mp`). Where git makes the CRs, put this
    line into `.gitattributes`: `*.mp text eol=lf`. A string that needs one says `\\r`.
    """
  )

  static let byteOrderMark = Explanation(
    """
    The file begins with the three bytes EF BB BF, a byte-order mark. It means nothing in
    UTF-8, is invisible, and breaks tools that read the first word of a file.

    Save the file as “UTF-8”, not as “UTF-8 with BOM”.
    """
  )

  static let fileTooLarge = Explanation(
    """
    A spec has at most 4 MiB. Whoever comes near has put content into the spec that belongs
    beside it.

    Move large texts into files of their own and name them: `file "/etc/data" { source =
    "data" }`.
    """
  )

  static let emptyFile = Explanation(
    """
    The spec is empty, so there is nothing to build. Most often the file was not saved, or a
    program that should have written it has failed.

    The smallest spec that can be built names its system and has one service:
    `app shop` and `service web { image = "nginx:1.28" }`.
    """
  )

  static let nestedTooDeep = Explanation(
    """
    Brackets, blocks or types are nested more than 128 levels deep, or values depend on each
    other through more levels than the compiler follows. No spec written by a person comes
    near it: look for brackets that are opened again and again and never closed, or at the
    program that wrote the spec.

    Name the inner parts with `let` and use their names.
    """
  )

  static let chainTooLong = Explanation(
    """
    One expression has more than 1,000 operators, calls or members in a row.

    Name parts of it with `let`. To put many texts together, use a list: `join(parts, ",")`.
    """
  )
}
