using System;
using System.IO;
using System.Linq;
using BedrockPS.ImportServiceModel;

// Rewrites src/BedrockPS/Protocol/Services from published models:
//   dotnet run --project tools/ImportServiceModel -- <folder of *.service-2.json and *.paginators-1.json> [output folder]
// The folder may also be botocore's data folder, where each service has a folder a version and files may be gzipped.
string[] services = ["bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime"];

if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: ImportServiceModel <folder with the published models> [output folder]");
    return 2;
}

string output = args.Length == 2 ? args[1] : Path.Combine("src", "BedrockPS", "Protocol", "Services");
if (!Directory.Exists(output))
{
    Console.Error.WriteLine($"{output} does not exist: start this in the repository's root or name the output folder.");
    return 2;
}

foreach (string service in services)
{
    string? model = Find(args[0], service, "service-2.json");
    if (model is null)
    {
        Console.Error.WriteLine($"{args[0]} has no model of {service}.");
        return 1;
    }

    ModelImporter importer = new(service, model, Find(args[0], service, "paginators-1.json"));
    string text = importer.Write();
    File.WriteAllText(Path.Combine(output, service + ".json"), text);
    Console.WriteLine($"{service}: {importer.OperationCount} operations, {importer.ShapeCount} shapes, {text.Length:N0} characters");
}

return 0;

static string? Find(string folder, string service, string kind)
{
    string nested = Path.Combine(folder, service);
    string[] candidates = Directory.Exists(nested)
        ? [.. Directory.EnumerateDirectories(nested).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, kind))]
        : [Path.Combine(folder, $"{service}.{kind}")];
    return candidates.SelectMany(static file => new[] { file, file + ".gz" }).FirstOrDefault(File.Exists);
}
