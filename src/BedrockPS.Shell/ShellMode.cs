namespace BedrockPS.Shell;

internal enum ShellMode
{
    Interactive,
    Command,
    File,
    Demo,
    Help,
}
