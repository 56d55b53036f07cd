using System.Globalization;
using BedrockPS.Engine.S3;

namespace BedrockPS.Batches;

/// <summary>
/// Where a run lies in S3: a folder of its own, in it one for the records of each job, one for input objects and one for answers. The
/// address of a job's input so leads to the objects, on any machine.
/// </summary>
internal sealed class BatchPlace
{
    private const string JobFolder = "job-";

    private readonly S3Location _root;

    public BatchPlace(S3Location root) => _root = root;

    /// <summary>Where answers go if nobody says otherwise.</summary>
    public S3Location Output => _root.Below("output/");

    /// <summary>What says whose the folder is; it is written first, so that a bucket that cannot be written to is known at once.</summary>
    public S3Location Description => _root.Below("batch.json");

    public S3Location Records(int job, int file) => Job(job).Below(BatchFolder.Stem(file) + BatchFolder.RecordsExtension);

    public S3Location Job(int job) => _root.Below(JobFolder + job.ToString("0000", CultureInfo.InvariantCulture) + "/");

    public S3Location Objects(int file) => _root.Below("objects/" + BatchFolder.Stem(file) + BatchFolder.ObjectsExtension);

    /// <summary>The place a job's input is in.</summary>
    /// <param name="input">Address of a job's input, a folder or a file.</param>
    /// <returns>Null where this module did not put it there.</returns>
    public static BatchPlace? OfInput(S3Location input)
    {
        int end = input.Key.LastIndexOf('/');
        int start = end < 1 ? -1 : input.Key.LastIndexOf('/', end - 1) + 1;
        return start >= 0 && end > start && string.CompareOrdinal(input.Key, start, JobFolder, 0, JobFolder.Length) == 0
            ? new BatchPlace(new S3Location(input.Bucket, input.Key.Substring(0, start)))
            : null;
    }

    /// <summary>The run's own name: that of its folder.</summary>
    public string Name
    {
        get
        {
            string path = _root.Key.TrimEnd('/');
            return path.Substring(path.LastIndexOf('/') + 1);
        }
    }
}
