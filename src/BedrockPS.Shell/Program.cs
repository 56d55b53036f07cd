using System;
using System.Text;

namespace BedrockPS.Shell;

internal static class Program
{
    public static void Main(string[] args)
    {
        // Not a return: runspaces and threads that a script left open must not keep the process.
        int exitCode = Run(args);
        Console.Out.Flush();
        Environment.Exit(exitCode);
    }

    private static int Run(string[] args)
    {
        ShellOptions options;
        try
        {
            options = ShellOptions.Parse(args);
        }
        catch (ArgumentException problem)
        {
            Console.Error.WriteLine(problem.Message);
            Console.Error.WriteLine(ShellOptions.Usage);
            return 64;
        }

        if (options.Mode == ShellMode.Help)
        {
            Console.Out.WriteLine(ShellOptions.Usage);
            return 0;
        }

        if (Console.IsOutputRedirected)
        {
            Console.OutputEncoding = new UTF8Encoding(false);
        }

        string? module = ModuleLocator.Find(options.ModulePath);
        if (module is null)
        {
            Console.Error.WriteLine(options.ModulePath is null
                ? "The BedrockPS module is not staged. Build it with 'dotnet build', or name it with -ModulePath."
                : $"There is no module manifest at '{options.ModulePath}'.");
            return 1;
        }

        using Session session = new(options);
        if (!session.Open(module))
        {
            return 1;
        }

        return options.Mode switch
        {
            ShellMode.Command => session.RunCommand(options.Text),
            ShellMode.File => session.RunFile(options.Text, options.Arguments),
            ShellMode.Demo => session.RunDemo(),
            _ => session.RunInteractive(),
        };
    }
}
