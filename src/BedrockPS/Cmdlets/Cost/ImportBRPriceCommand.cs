using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Cost;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>Puts prices into the price table: from files, from objects, or from AWS's price list.</summary>
[Cmdlet(VerbsData.Import, "BRPrice", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ModelPrice))]
public sealed class ImportBRPriceCommand : ConnectedCmdlet
{
    private const string PathSet = "Path";
    private const string ObjectSet = "Object";
    private const string RefreshSet = "Refresh";

    private readonly List<ModelPrice> _rows = [];

    /// <summary>CSV or JSON files with price rows.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = null!;

    /// <summary>Price rows as objects or hashtables with the columns as properties, or files.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    public object InputObject { get; set; } = null!;

    /// <summary>Read AWS's price list for the models of the region.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    public SwitchParameter Refresh { get; set; }

    /// <summary>User: keep the prices in the user's file. Session: only for this session, before those of the file.</summary>
    [Parameter]
    public PriceScope Scope { get; set; } = PriceScope.User;

    /// <summary>Another file than the user's to keep them in.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Put the rows in the place of the whole table instead of adding them to it.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>Write the rows that were imported.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => ParameterSetName == PathSet ? Path : ParameterSetName == ObjectSet ? InputObject : null;

    protected override void Process()
    {
        if (Destination is not null && Scope == PriceScope.Session)
        {
            throw new BedrockException("ParameterInvalid", "-Destination names a file, and -Scope Session writes none.")
            {
                RecommendedAction = "Leave one of them out.",
            };
        }

        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path)
                {
                    ReadFile(FullPathOf(path));
                }

                break;
            case ObjectSet:
                ReadObject();
                break;
            default:
                ReadPriceList();
                break;
        }
    }

    // All at once: a table that is read and written again must not meet itself half written.
    protected override void Finish()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        string? path = Scope == PriceScope.Session ? null : Destination is null ? UserFile() : FullPathOf(Destination);
        if (!ShouldProcess(path ?? "this session", _rows.Count == 1 ? "Import 1 price" : $"Import {_rows.Count} prices"))
        {
            return;
        }

        DateTimeOffset now = DateTimeOffset.Now;
        if (path is null)
        {
            CostSession session = CostSession.Current;
            session.Prices = (Replace ? PriceTable.Empty : session.Prices).With(_rows, now);
        }
        else
        {
            PriceFile.Change(path, table => table.With(_rows, now), Replace);
        }

        if (PassThru)
        {
            WriteObject(_rows, enumerateCollection: true);
        }
    }

    private static string UserFile() => PriceFile.DefaultPath ?? throw new BedrockException(
        "FileUnwritable", "This platform names no folder for application data, so there is no file to keep prices in.")
    {
        RecommendedAction = "Give -Destination, set BEDROCKPS_PRICE_FILE, or use -Scope Session.",
    };

    private void ReadFile(string path)
    {
        try
        {
            PriceFile.Read(path, _rows.Add, failure => WriteFailure(failure, path));
        }
        catch (BedrockException exception)
        {
            WriteFailure(exception, path);
        }
    }

    private void ReadObject()
    {
        object value = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject;
        if (value is FileInfo file)
        {
            ReadFile(file.FullName);
            return;
        }

        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = Unwrap(entry.Value);
            }
        }
        else
        {
            foreach (PSPropertyInfo property in PSObject.AsPSObject(InputObject).Properties.Where(static property => property.IsGettable))
            {
                values[property.Name] = Unwrap(property.Value);
            }
        }

        try
        {
            _rows.Add(PriceRow.Read(values));
        }
        catch (BedrockException exception)
        {
            throw new BedrockException(exception.Code, $"The row is no price: {exception.Message}.");
        }
    }

    private void ReadPriceList()
    {
        string region = Api.Region;
        ModelCatalog catalog = Wait(ModelCatalog.GetAsync(Api, StopToken));
        if (catalog.ProfilesFailure is BedrockException failure)
        {
            WriteWarning($"The inference profiles of {region} cannot be listed, so their prices are left out: {failure.Message}");
        }

        PriceListReader reader = new(catalog);
        PriceListClient client = new(Api);
        foreach (string code in PriceListClient.ServiceCodes)
        {
            (IReadOnlyList<PriceListProduct> products, int others) = Wait(client.ReadAsync(code, region, StopToken));
            IReadOnlyList<ModelPrice> rows = reader.Read(products, "AWS price list " + code);
            WriteVerbose($"{code}: {products.Count} token prices made {rows.Count} rows; {others} products are not about text tokens.");
            _rows.AddRange(rows);
        }

        Report(reader, region);
    }

    private void Report(PriceListReader reader, string region)
    {
        if (reader.Unmatched.Count > 0)
        {
            WriteVerbose($"In the list, and no model of {region} by name: {string.Join(", ", reader.Unmatched)}.");
        }

        string[] unpriced = reader.Models.Where(model => !_rows.Exists(row => row.Model.EndsWith(model.Id, StringComparison.Ordinal)))
            .Select(static model => model.Id).ToArray();
        if (unpriced.Length > 0)
        {
            WriteVerbose($"Models without a price in the list: {string.Join(", ", unpriced)}.");
            WriteWarning($"AWS's list prices the tokens of {reader.Models.Count - unpriced.Length} of the {reader.Models.Count} models of {region}; -Verbose names the others.");
        }

        if (reader.LongContext.Count > 0)
        {
            WriteWarning(
                $"Long requests to {string.Join(", ", reader.LongContext)} have a price of their own, and the list does not say from which length on: "
                + "it is not imported. Import rows with AboveInputTokens for it.");
        }

        if (reader.Contradictory.Count > 0)
        {
            WriteWarning($"The list says two prices for the same tokens of {string.Join(", ", reader.Contradictory)}; neither is imported.");
        }
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
