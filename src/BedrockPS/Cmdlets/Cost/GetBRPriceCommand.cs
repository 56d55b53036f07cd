using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Cost;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the price table: what the session was given, then what the user's file holds.</summary>
[Cmdlet(VerbsCommon.Get, "BRPrice")]
[OutputType(typeof(ModelPrice))]
public sealed class GetBRPriceCommand : BedrockCmdlet
{
    /// <summary>Models to list, wildcards allowed. For an id, the rows that can hold for it, those with wildcards included.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelId", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Rows that can hold in this region, wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>A table in another file than the user's: CSV or JSON.</summary>
    [Parameter]
    public string? Path { get; set; }

    protected override object? Target => Path ?? (object?)Model;

    protected override void Process()
    {
        foreach (ModelPrice row in Rows())
        {
            if ((Model is null || Model.Any(model => Fits(row.Model, PriceTable.IdOf(model))))
                && (Region is null || row.Region is null || Fits(row.Region, Region)))
            {
                WriteObject(row);
            }
        }
    }

    private IEnumerable<ModelPrice> Rows()
    {
        if (Path is null)
        {
            return CostSession.Current.Prices.Rows.Concat(PriceFile.Load(PriceFile.DefaultPath).Rows);
        }

        List<ModelPrice> rows = [];
        string path = FullPathOf(Path);
        PriceFile.Read(path, rows.Add, failure => WriteFailure(failure, path));
        return rows;
    }

    private static bool Fits(string row, string asked) =>
        Glob.Matches(asked, row) || (!Glob.IsPattern(asked) && Glob.Matches(row, asked));
}
