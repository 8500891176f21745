/// Which compiler this is.
public enum CompilerVersion {
  public static let current = "0.1.0"
}
