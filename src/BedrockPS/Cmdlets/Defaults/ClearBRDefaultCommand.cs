using System.Management.Automation;
using BedrockPS.Defaults;

namespace BedrockPS.Cmdlets;

/// <summary>Forgets defaults of this runspace, all of them or those named.</summary>
[Cmdlet(VerbsCommon.Clear, "BRDefault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class ClearBRDefaultCommand : BedrockCmdlet
{
    /// <summary>Which defaults; all without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateSet("Region", "ProfileName", "ProfileLocation", "Model", "EmbeddingModel", "ImageModel", "EndpointUrl", "MaxTokens", "MaxCost", "ApiKey", "Credential")]
    public string[]? Name { get; set; }

    protected override object? Target => Name;

    protected override void Process()
    {
        if (!ShouldProcess(Name is null ? "all BedrockPS defaults of this session" : string.Join(", ", Name), "Clear"))
        {
            return;
        }

        SessionDefaults session = SessionDefaults.Current;
        if (Name is null)
        {
            session.Values = new BRDefault();
            return;
        }

        BRDefault values = session.Values.Clone();
        foreach (string name in Name)
        {
            Clear(values, name.ToUpperInvariant());
        }

        session.Values = values;
    }

    private static void Clear(BRDefault values, string name)
    {
        switch (name)
        {
            case "REGION": values.Region = null; break;
            case "PROFILENAME": values.ProfileName = null; break;
            case "PROFILELOCATION": values.ProfileLocation = null; break;
            case "MODEL": values.Model = null; break;
            case "EMBEDDINGMODEL": values.EmbeddingModel = null; break;
            case "IMAGEMODEL": values.ImageModel = null; break;
            case "ENDPOINTURL": values.EndpointUrl = values.S3EndpointUrl = null; break;
            case "MAXTOKENS": values.MaxTokens = null; break;
            case "MAXCOST": values.MaxCost = null; break;
            case "APIKEY": values.ApiKey = null; break;
            default:
                values.AccessKey = null;
                values.SecretKey = null;
                values.SessionToken = null;
                break;
        }
    }
}
