using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using BedrockPS.Cmdlets;
using BedrockPS.Protocol;

namespace BedrockPS.HelpPage;

/// <summary>docs/operations.md: every operation of the four services, and the cmdlets that reach it.</summary>
internal static class OperationsPage
{
    /// <param name="cmdlets">Classes of cmdlets by name.</param>
    public static string Write(IReadOnlyDictionary<string, Type> cmdlets)
    {
        ILookup<string, string> reached = cmdlets.SelectMany(static cmdlet => Calls(cmdlet.Value), static (cmdlet, call) => (cmdlet.Key, call))
            .ToLookup(static pair => pair.call, static pair => pair.Key, StringComparer.Ordinal);
        StringBuilder page = new();
        page.Append("""
            # Operations and cmdlets

            Every operation of the four services and the cmdlets that call it. `Invoke-BRApi` calls any of them.
            `dotnet run --project tools/HelpPage -- --operations docs/operations.md` writes this page.


            """.ReplaceLineEndings("\n"));
        List<(string Service, string[] Rows, int Reached)> services =
        [
            .. ServiceDescription.Names.Select(name => Rows(ServiceDescription.Get(name), reached)),
        ];
        page.Append("| Service | Operations | With a cmdlet | |\n|---|---:|---:|---:|\n");
        foreach ((string service, string[] rows, int count) in services)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {service} | {rows.Length} | {count} | {100 * count / rows.Length} % |\n");
        }

        foreach ((string service, string[] rows, _) in services)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {service}\n\n| Operation | Cmdlets |\n|---|---|\n");
            page.AppendJoin("", rows);
        }

        return page.ToString();
    }

    private static (string Service, string[] Rows, int Reached) Rows(ServiceDescription service, ILookup<string, string> reached)
    {
        string[] names = [.. service.OperationNames.Order(StringComparer.Ordinal)];
        return (
            service.Name,
            [.. names.Select(name => $"| {name} | {string.Join(", ", reached[Key(service.Name, name)].Order(StringComparer.Ordinal))} |\n")],
            names.Count(name => reached.Contains(Key(service.Name, name))));
    }

    private static IEnumerable<string> Calls(Type cmdlet)
    {
        IEnumerable<string> calls = cmdlet.GetCustomAttributes<CallsAttribute>()
            .SelectMany(static calls => calls.Operations, static (calls, operation) => Key(calls.Service, ServiceDescription.Get(calls.Service).GetOperation(operation).Name));
        return Activator.CreateInstance(cmdlet) is ResourceCmdlet resource
            ? calls.Concat(resource.OperationNames.Select(operation => Key(resource.Subject.Service, operation))).Distinct()
            : calls;
    }

    private static string Key(string service, string operation) => service + " " + operation;
}
