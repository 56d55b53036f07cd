namespace BedrockPS.Shell.Interactive;

internal sealed class Repl
{
    public Repl(Session session, bool quiet) { }
    public void Run() { }
    public void RunNested() { }
    public static void EndNested() { }
}
