using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>Tells whether the account may use models in a region: region, agreement, authorisation, entitlement, and what they come to.</summary>
[Cmdlet(VerbsCommon.Get, "BRModelAccess")]
[Calls("bedrock", "GetFoundationModelAvailability", "ListFoundationModels")]
[OutputType(typeof(ModelAccess))]
public sealed class GetBRModelAccessCommand : ModelAccessCmdlet
{
    // The service has no list: it is asked for each model, several at a time, and answered in order.
    private const int Ahead = 8;

    /// <summary>Model ids, short names, inference profiles or ARNs, with wildcards. Without: every model of the region.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[] Model { get; set; } = ["*"];

    private protected override string[]? Names => Model;

    protected override void Process()
    {
        List<string> models = [];
        ForEachModel(models.Add);
        Queue<Task<ModelAccess>> asked = new();
        using IEnumerator<string> next = models.Distinct().GetEnumerator();
        Queue<string> names = new();
        while (true)
        {
            while (asked.Count < Ahead && next.MoveNext())
            {
                asked.Enqueue(Access.GetAsync(next.Current, StopToken));
                names.Enqueue(next.Current);
            }

            if (asked.Count == 0)
            {
                return;
            }

            string model = names.Dequeue();
            try
            {
                WriteObject(Wait(asked.Dequeue()));
            }
            catch (BedrockException exception)
            {
                WriteFailure(exception, model);
            }
        }
    }
}
