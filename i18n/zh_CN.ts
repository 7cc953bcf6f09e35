<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
<name>ZoningReview</name>
<message><source>Review</source><translation>审查</translation></message>
<message><source>Give a case file, or subjects and constraint layers.</source><translation>请给出案例文件，或审查对象与约束图层。</translation></message>
<message><source>Give at least one constraint layer.</source><translation>请至少给出一个约束图层。</translation></message>
<message><source>Give a case file, or subjects and constraint layers, not both.</source><translation>案例文件与审查对象、约束图层二选一，不能同时给出。</translation></message>
<message><source>Area basis</source><translation>面积口径（ellipsoidal 椭球面积，geodesic 大地线椭球面积，projected 投影面积，attribute 属性面积折算）</translation></message>
<message><source>Analysis CRS (the subjects' own if left out)</source><translation>分析坐标系（留空则用审查对象自身坐标系）</translation></message>
<message><source>Case file</source><translation>案例文件</translation></message>
<message><source>Subjects (instead of a case file)</source><translation>审查对象（不用案例文件时）</translation></message>
<message><source>Constraint layers (roles are found by name)</source><translation>约束图层（按名称识别图层类型）</translation></message>
<message><source>Field with the subjects' ids</source><translation>审查对象编号字段</translation></message>
<message><source>The constraint layers answer for all ground under review</source><translation>约束图层覆盖全部审查范围</translation></message>
<message><source>Rule packs</source><translation>规则包</translation></message>
<message><source>Number of processes</source><translation>进程数</translation></message>
<message><source>Overlap engine</source><translation>叠加引擎</translation></message>
<message><source>Output folder</source><translation>输出文件夹</translation></message>
<message><source>{layer}: taken as “{role}”, told by “{mark}”</source><translation>{layer}：识别为“{role}”，依据“{mark}”</translation></message>
<message><source>{layer}: nothing tells its role, taken as “{role}”</source><translation>{layer}：无法识别图层类型，按“{role}”处理</translation></message>
<message><source>Case files (*.yaml *.yml)</source><translation>案例文件 (*.yaml *.yml)</translation></message>
<message><source>Check the inputs of a review</source><translation>检查审查输入数据</translation></message>
<message><source>What is wrong with the layers of a review, where, and what to do</source><translation>列出审查图层存在的问题、位置和处理建议</translation></message>
<message><source>Reads every layer of a case file, or the given layers, and lists what stands in the way of a sound review: missing or broken files, missing coordinate reference systems, unknown datum steps, invalid or empty geometries, double ids.

Each row says where the fault lies, how grave it is and what to do. Nothing is changed and nothing is overlaid.

The output folder receives the issues as issues.csv and issues.json; other files in it are kept. The number of processes and the overlap engine are taken so that the parameters of a review fit here too; they change nothing.</source><translation>读取案例文件中的全部图层或所给图层，列出影响审查的问题：文件缺失或损坏、缺少坐标系、基准转换未知、图形无效或为空、编号重复等。

每行说明问题所在、严重程度和处理建议。不修改数据，也不做叠加。

输出文件夹得到问题清单 issues.csv 和 issues.json，其中的其他文件保持不变。进程数和叠加引擎只是为了与审查使用同一套参数，在此不起作用。</translation></message>
<message><source>Issues in the inputs</source><translation>输入数据问题</translation></message>
<message><source>Number of subjects</source><translation>审查对象数</translation></message>
<message><source>Number of issues</source><translation>问题数</translation></message>
<message><source>Number of constraint layers that cannot be used</source><translation>不可用的约束图层数</translation></message>
<message><source>Conformity to access lists</source><translation>准入清单符合性审查</translation></message>
<message><source>Clause by clause: which subject conforms, which does not, why, and what is missing</source><translation>逐条判定：哪些对象符合、哪些不符合、为什么、还缺什么</translation></message>
<message><source>Judges subjects by the clauses of rule packs: access lists, red lines, farmland, development boundaries, limits on emissions and distances.

Every finding carries the clause in its own words, the figures and features that it rests on, what is missing for another verdict, and a sentence in Chinese and English. Of several limits on one thing the strictest counts; the others are kept beside it. What is not known never conforms, and what a person must judge stays open.

Rule packs are JSON files or workbooks, named by the case file or given here.</source><translation>按规则包的条文判定审查对象：准入清单、生态保护红线、永久基本农田、城镇开发边界，以及排放和距离的限值。

每条判定都带有条文原文、所依据的数值和要素、改变判定所缺的内容，以及中英文各一句说明。同一事项有多个限值时从严，其余的列在旁边。事实不明的，不判为符合；须由人判断的，保持待定。

规则包为 JSON 文件或工作簿，由案例文件列出，或在此选择。</translation></message>
<message><source>Findings (subject by clause)</source><translation>逐条判定（对象×条文）</translation></message>
<message><source>Conclusions (project by scheme by topic)</source><translation>结论（项目×方案×内容）</translation></message>
<message><source>Subjects</source><translation>审查对象</translation></message>
<message><source>Overlaps</source><translation>重叠明细</translation></message>
<message><source>Give at least one rule pack: without rules nothing can be judged.</source><translation>请至少选择一个规则包：没有规则就无从判定。</translation></message>
<message><source>Survey text</source><translation>勘测定界文本</translation></message>
<message><source>Export survey boundary text</source><translation>导出勘测定界文本</translation></message>
<message><source>A layer as survey boundary text, exact to a tenth of a millimetre</source><translation>将图层写成勘测定界文本，精确到 0.1 毫米</translation></message>
<message><source>Writes every feature as a plot of survey boundary text: its attributes, its rings, its points with northing and easting. Holes and parts become rings of their own.

The text is in a Gauss-Krüger system of the layer's own datum: the one that is chosen, the layer's own, or the 3-degree zone of its middle. Layers on other datums must be brought to one of these first.

Fields that the text has no place for are named in the log.</source><translation>将每个要素写成勘测定界文本的一个地块：属性、各圈、各界址点的纵横坐标。孔洞和多个部分各为一圈。

文本采用与图层同一基准的高斯-克吕格坐标系：所选的坐标系，或图层自身的坐标系，或图层中心所在的 3 度带。其他基准的图层须先转换。

文本没有位置存放的字段会在日志中列出。</translation></message>
<message><source>Layer with plots</source><translation>地块图层</translation></message>
<message><source>Coordinate system of the text (found if left out)</source><translation>文本的坐标系（不填则自动确定）</translation></message>
<message><source>Encoding</source><translation>编码</translation></message>
<message><source>Survey text (*.txt)</source><translation>勘测定界文本 (*.txt)</translation></message>
<message><source>Number of plots</source><translation>地块数</translation></message>
<message><source>Number of points</source><translation>界址点数</translation></message>
<message><source>Export tables, documents and maps of a review</source><translation>导出审查的表格、文档和地图</translation></message>
<message><source>All outputs again from a review.gpkg, without a new overlay</source><translation>由 review.gpkg 重新生成全部成果，不再叠加</translation></message>
<message><source>Reads a finished review (review.gpkg) back and writes its outputs again: workbook, document, page, tables and maps, in Chinese or English. Figures and verdicts are those of the review; nothing is computed anew.

Maps show the constraint layers as they are now: their sources are read where the case names them. One that is no longer there, or that is secret, is not drawn, and the map says so.

A public version rounds coordinates and generalises or leaves out layers that are not public; public_version.json says which. It goes to a folder of its own and has no maps, since these show the layers as they are.

Either all files are written or none; other files in the folder are kept.</source><translation>读回已完成的审查（review.gpkg），重新生成各项成果：工作簿、文档、网页、表格和地图，中文或英文。数字和判定都是原审查的，不重新计算。

地图上的管控图层按现状绘制：案例所指数据源仍在时重新读取；已不在的或涉密的不上图，并在图上注明。

公开版对坐标取整，对不公开的图层概略表示或略去，规则见 public_version.json；须写入单独的文件夹，且不出地图，因为地图按图层原样绘制。

文件要么全部写成，要么一个不写；文件夹中的其他文件保留。</translation></message>
<message><source>The public version would replace the review in {folder}: choose another folder.</source><translation>公开版会覆盖 {folder} 中的审查结果：请另选文件夹。</translation></message>
<message><source>Review (review.gpkg)</source><translation>审查结果（review.gpkg）</translation></message>
<message><source>Formats (those of the case if none is chosen)</source><translation>格式（不选则按案例）</translation></message>
<message><source>Language (that of the case if left out)</source><translation>语言（不填则按案例）</translation></message>
<message><source>Draw maps (PDF and PNG)</source><translation>绘制地图（PDF 和 PNG）</translation></message>
<message><source>Public version (what is not public is left out)</source><translation>公开版（不公开的内容略去）</translation></message>
<message><source>GeoPackage</source><translation>GeoPackage</translation></message>
<message><source>Workbook</source><translation>工作簿</translation></message>
<message><source>Word document</source><translation>Word 文档</translation></message>
<message><source>Page</source><translation>网页</translation></message>
<message><source>Number of files</source><translation>文件数</translation></message>
<message><source>A public version has no maps: they would show the layers as they are.</source><translation>公开版不出地图：地图会按图层原样绘制。</translation></message>
<message><source>GeoPackages (*.gpkg)</source><translation>GeoPackage 文件 (*.gpkg)</translation></message>
<message><source>Import survey boundary text</source><translation>导入勘测定界文本</translation></message>
<message><source>Plots from survey boundary text, tables of coordinates or drawings</source><translation>由勘测定界文本、坐标表或 CAD 图得到地块图层</translation></message>
<message><source>Reads survey boundary text (both layouts, UTF-8 or GB18030), tables of coordinates (CSV, Excel) and drawings (DXF). Holes, several plots and all attributes are kept.

The coordinate system is read from the file; where the file states none, or contradicts itself, choose it. Missing points, areas that do not agree and the like are told in the log.

The field MJ holds the declared area in square metres.</source><translation>读取勘测定界文本（两种格式，UTF-8 或 GB18030）、坐标表（CSV、Excel）和 CAD 图（DXF）。保留孔洞、多个地块和全部属性。

坐标系由文件读出；文件未写明或自相矛盾时，请在此选择。缺少界址点、面积不符等问题在日志中列出。

字段 MJ 为所写面积，单位平方米。</translation></message>
<message><source>The file holds areas, lines or points together: convert it with the command “survey”, or split it.</source><translation>文件中面、线、点混在一起：请用命令 survey 转换，或拆分文件。</translation></message>
<message><source>File with coordinates</source><translation>坐标文件</translation></message>
<message><source>Coordinate system (the file's own if left out)</source><translation>坐标系（不填则用文件自身的）</translation></message>
<message><source>Plots</source><translation>地块</translation></message>
<message><source>Survey text, tables and drawings (*.txt *.dat *.csv *.xlsx *.xlsm *.dxf)</source><translation>勘测定界文本、坐标表和 CAD 图 (*.txt *.dat *.csv *.xlsx *.xlsm *.dxf)</translation></message>
<message><source>Rules</source><translation>规则</translation></message>
<message><source>Check rule packs</source><translation>检查规则包</translation></message>
<message><source>What is doubtful in rule packs, where, and what to do</source><translation>规则包中的可疑之处、位置和处理建议</translation></message>
<message><source>Looks at the dates, codes, units of measure and sentences of rule packs, at clauses that contradict each other or can never bear, and at clauses of a lower level that ask for less than a higher one. Packs that are given together are held against each other.

With a layer of control units the unit codes of the packs are held against those of the layer; the field is found by its name if none is chosen.

Each row says how grave it is, which pack and rule, the place in the file, what is wrong and what to do. A pack that cannot be read gives rows too. Nothing is changed.</source><translation>检查规则包的日期、代码、计量单位和说明语句，找出相互矛盾或永远不适用的条文，以及低于上级标准的下级条文。一起给出的规则包互相对照。

给出环境管控单元图层时，核对规则包中的单元代码是否存在；不选字段时按字段名查找。

每行给出严重程度、规则包和规则、在文件中的位置、问题和处理建议。无法读取的规则包也会列出。不修改任何内容。</translation></message>
<message><source>Layer of control units</source><translation>环境管控单元图层</translation></message>
<message><source>Field with the unit codes</source><translation>单元代码字段</translation></message>
<message><source>Remarks on rule packs</source><translation>规则包检查意见</translation></message>
<message><source>Number of remarks</source><translation>意见条数</translation></message>
<message><source>Overlap of two layers</source><translation>两图层叠加</translation></message>
<message><source>Area, length and relation for every pair of features that share ground</source><translation>逐对计算相交要素的面积、长度和位置关系</translation></message>
<message><source>For every pair of a feature of the input layer and a feature of the overlay layer that share ground: the shared area or length, its part of both features, how the two lie to one another, and the shared geometry.

Polygons share areas, a line shares a length, a point is met or not. A touch is not an overlap. Areas are ellipsoidal on the datum of the analysis CRS unless another basis is chosen; layers meet in that CRS. Invalid geometries are repaired and told in the log, never silently.

An overlay layer that is empty, incomplete, without CRS or behind an unknown datum step is an error: no overlap with it would mean nothing.</source><translation>对输入图层与叠加图层中每一对有公共范围的要素，给出重叠面积或长度、占双方的比例、位置关系和重叠图形。

面与面计面积，线计长度，点只判断是否落入。仅相接不算重叠。除另选口径外，面积为分析坐标系所属基准椭球上的椭球面积；各图层在该坐标系中叠加。无效图形会修复并记入日志，绝不默默处理。

叠加图层为空、数据不完整、缺少坐标系或基准转换未知时按出错处理：此时“没有重叠”不说明任何问题。</translation></message>
<message><source>bring the layer to the analysis CRS with known parameters first</source><translation>先用已知参数把图层转换到分析坐标系</translation></message>
<message><source>get a whole copy of the file</source><translation>换用完整的文件</translation></message>
<message><source>Input layer</source><translation>输入图层</translation></message>
<message><source>Overlay layer</source><translation>叠加图层</translation></message>
<message><source>Id field of the input layer</source><translation>输入图层编号字段</translation></message>
<message><source>Id field of the overlay layer</source><translation>叠加图层编号字段</translation></message>
<message><source>Also list features that only touch</source><translation>同时列出仅相接的要素</translation></message>
<message><source>Overlap</source><translation>叠加结果</translation></message>
<message><source>Number of input features</source><translation>输入要素数</translation></message>
<message><source>Number of overlaps</source><translation>重叠数</translation></message>
<message><source>Pre-judgement of a place</source><translation>选址初步研判</translation></message>
<message><source>A first look at a point, line or polygon: lines and units met, what is prohibited, what is missing</source><translation>对一个点、线或面作初步研判：涉及哪些管控线和单元、有无禁止情形、尚缺哪些信息</translation></message>
<message><source>Reviews one place against the layers and rule packs of a case, or against layers of the project.

The card tells which lines and units the place meets and how far the others are, which clauses prohibit it or ask for justification, what is still to be told, and which layers do not answer for it. OUTPUT holds the overlaps.

What the case states of its own projects does not hold for the place: what is not told here is unknown. It is a first look, and no review of conformity.</source><translation>按案例的图层和规则包，或按工程中的图层，对一个地点作初步研判。

研判单列出该处涉及的管控线和管控单元、未涉及图层的最近距离、禁止或须论证的条款、尚待补充的信息，以及不能说明此处的图层。OUTPUT 为重叠部分。

案例中各项目申报的信息不用于此处；此处未说明的一律视为未知。本结果仅为前期初步研判，不是符合性审查结论。</translation></message>
<message><source>Constraint layers (instead of a case file)</source><translation>约束图层（代替案例文件）</translation></message>
<message><source>Place</source><translation>地点</translation></message>
<message><source>Layer with one feature, or one selected (instead of a place)</source><translation>只有一个要素或选中一个要素的图层（代替地点）</translation></message>
<message><source>Industry code (GB/T 4754), e.g. C2614</source><translation>国民经济行业代码，如 C2614</translation></message>
<message><source>Code of planned land use, e.g. 100102</source><translation>规划用地代码，如 100102</translation></message>
<message><source>Card</source><translation>研判单</translation></message>
<message><source>Web pages (*.html)</source><translation>网页（*.html）</translation></message>
<message><source>What was found</source><translation>研判结果</translation></message>
<message><source>Hard breaches</source><translation>硬约束不符合项</translation></message>
<message><source>Open items</source><translation>待定项</translation></message>
<message><source>Give a case file or constraint layers, and not both.</source><translation>请给出案例文件或约束图层，二者只能选一。</translation></message>
<message><source>Give a place or a layer with one feature, and not both.</source><translation>请给出地点或只有一个要素的图层，二者只能选一。</translation></message>
<message><source>The place has no CRS: write it as x,y [EPSG:4490].</source><translation>地点没有坐标系：请写成 x,y [EPSG:4490]。</translation></message>
<message><source>Review against control lines and units</source><translation>管控线与管控单元符合性审查</translation></message>
<message><source>Which subject involves which line or unit, how much of it, and what is not known</source><translation>哪个对象涉及哪条管控线或哪个单元、涉及多少、哪些情况未知</translation></message>
<message><source>Reviews planned parcels, project sites or routes against ecological red lines, permanent basic farmland, development boundaries, environmental control units and other constraint layers.

Give a case file (.review.yaml), which says everything, or subjects and constraint layers; the role of each layer is then found by its name and fields and written to the log.

The output folder receives review.gpkg, a workbook, a page and tables as the case asks. A layer that is missing, empty, without CRS or behind an unknown datum step does not stop the review: it gives “no data”, never “not involved”. Where a layer's coverage is not known, a subject that it does not meet is “no data” too.

Rule packs judge clause by clause: FINDING has a row for each subject and clause in scope, with what it rests on and what is missing. What is not known never conforms.

With MAPS the folder receives maps, too, as PDF and PNG: the three lines, control units, red lines and sensitive areas, subjects by verdict, options side by side, and a page for each conflict.

HARD_BREACHES stays empty where no rules were applied: nothing was judged. OPEN_ITEMS counts what must be supplied or judged by a person, and repairs of shapes that leave open what was meant.</source><translation>将规划地块、项目用地或线路与生态保护红线、永久基本农田、城镇开发边界、环境管控单元等约束图层对照审查。

可给出案例文件（.review.yaml），其中写明全部要求；也可直接给出审查对象和约束图层，此时按图层名称和字段识别图层类型，并记入日志。

输出文件夹中按案例要求写入 review.gpkg、工作簿、网页和表格。图层缺失、为空、无坐标系或基准转换未知时审查不中断，结果记为“无数据”，绝不记为“不涉及”。图层覆盖范围未知时，未与之相交的对象同样记为“无数据”。

规则包逐条判定：FINDING 对每个对象、每条适用条文各有一行，列出依据和所缺内容。事实不明的，不判为符合。

勾选“绘制地图”时，文件夹中还有 PDF 和 PNG 地图：三条控制线、环境管控单元、生态保护红线及敏感区、审查对象判定、方案比选，以及每个冲突一页。

未采用规则时 HARD_BREACHES 为空：未作判定。OPEN_ITEMS 为待补充或待人工研判的项数，以及修复后图形仍有疑问的项数。</translation></message>
<message><source>Exposure (subject by layer)</source><translation>涉及情况（对象×图层）</translation></message>
<message><source>Hard breaches (empty where nothing was judged)</source><translation>硬性不符合项数（未判定时为空）</translation></message>
<message><source>Open items (empty where there are none)</source><translation>待办项数（没有时为空）</translation></message>
<message><source>Cards of control units</source><translation>单元管控卡</translation></message>
<message><source>All clauses, of all levels, that bear on each control unit</source><translation>每个管控单元适用的各级全部条文</translation></message>
<message><source>Lists, for each control unit of a case, every clause of its rule packs that bears or may bear on what lies there: by dimension and level, with its condition in words, its limit, and the stricter clause that it gives way to.

UNITS: codes of units, with commas between them; all units where it is left empty. The output folder gets a workbook with a sheet for each unit, and a page for each.

A card is no verdict: whether a clause bears on a project depends on its condition too.</source><translation>列出案例的规则包中在每个管控单元内适用或可能适用的条文：按管控维度和层级排列，写明适用条件、限值和从严关系。

“单元编码”：用逗号分隔，留空为全部单元。输出文件夹中有一个工作簿（每个单元一张表）和每个单元一页的网页。

管控卡不是符合性判定：条文是否适用于某一项目，还取决于适用条件。</translation></message>
<message><source>Codes of units, with commas (all if empty)</source><translation>单元编码，用逗号分隔（留空为全部）</translation></message>
<message><source>Workbook of cards</source><translation>管控卡工作簿</translation></message>
<message><source>Page of cards</source><translation>管控卡网页</translation></message>
<message><source>Number of control units</source><translation>环境管控单元数</translation></message>
<message><source>Number of clauses on all cards</source><translation>全部管控卡的条文数</translation></message>
<message><source>Where an industry or a land use may go</source><translation>查找未识别到禁止情形的范围</translation></message>
<message><source>Ground on which no prohibition was found, and the clause that shuts out the rest</source><translation>对某行业或用地未识别到禁止情形的范围，以及其余范围所依据的条款</translation></message>
<message><source>Judges the ground of every control unit of a case by its rule packs, for a new project of an industry or a land use that takes land for good, on the surface.

GROUND tells for each part of a unit whether a prohibition was found, and by which clause; whether too little is known to tell; or that no prohibition was found. The last is no permission: what needs justification and what is open is still to be shown, and is counted beside it.

The three areas of each unit in UNIT close on its area. Where ground is cut along a secret layer, it has figures and no geometry unless the case keeps it.</source><translation>按案例中的规则包逐个判断环境管控单元内的范围；项目按新建、永久用地、地表占用考虑。

“范围”图层逐块说明：是否存在禁止情形、依据哪一条款；是否资料不足、不能判断；或者未识别到禁止情形（仍须论证）。未识别到禁止情形不等于可以布局：需要论证和尚待补充、研判的条款另行计数，仍须逐项论证。

“环境管控单元”表中三项面积之和等于单元面积。沿涉密图层切分的范围只给出数值，不给出图形，案例允许保留的除外。</translation></message>
<message><source>Control units</source><translation>环境管控单元</translation></message>
<message><source>Ground</source><translation>范围</translation></message>
<message><source>No prohibition found (hm²)</source><translation>未识别到禁止情形（仍须论证，hm²）</translation></message>
<message><source>Prohibition found (hm²)</source><translation>存在禁止情形（hm²）</translation></message>
<message><source>Too little known (hm²)</source><translation>资料不足、不能判断（hm²）</translation></message>
<message><source>Name an industry or a land use.</source><translation>请填写行业代码或规划用地代码。</translation></message>
<message><source>Zoning Review</source><translation>分区管控符合性审查</translation></message>
<message><source>QGIS is busy: the layers of the project could not be asked.</source><translation>QGIS 正忙，暂时无法查询项目中的图层。</translation></message>
<message><source>“{got}” names no layer: give a role, a key of the case, a layer or its name.</source><translation>“{got}”不是图层：请给出角色、案例中的键、图层或图层名称。</translation></message>
<message><source>“{got}” is no geometry.</source><translation>“{got}”不是几何图形。</translation></message>
<message><source>NULL where it is not known: no such layer, one that a review would not rely on, or nothing met where the layer is not said to answer for the place (“coverage” of the case). 0, or an empty list, only where it does.</source><translation>不掌握情况时返回 NULL：没有这一图层，图层不可用于审查，或未叠到要素而图层未说明覆盖该处（案例中的 coverage）。只有图层覆盖该处时才返回 0 或空列表。</translation></message>
<message><source>a geometry</source><translation>几何图形</translation></message>
<message><source>CRS of the geometry, e.g. 'EPSG:4490'; that of the layer if left out</source><translation>几何图形的坐标系，如 'EPSG:4490'；省略时取所在图层的坐标系</translation></message>
<message><source>a role such as 'ecological_red_line', a key of the case, a layer, its id or its name</source><translation>角色（如 'ecological_red_line'）、案例中的键、图层、图层 ID 或图层名称</translation></message>
<message><source>the layer of units; the control units of the case or project if left out</source><translation>管控单元图层；省略时取案例或项目中的环境管控单元</translation></message>
<message><source>CGCS2000, WGS84, Xian80, Beijing54 or Krasovsky</source><translation>CGCS2000、WGS84、Xian80、Beijing54 或 Krasovsky（亦可用中文名称，如“西安80”）</translation></message>
<message><source>Area in m² on the ellipsoid of a named datum.</source><translation>指定大地基准椭球面上的面积（平方米）。</translation></message>
<message><source>The layer “Subjects” of review.gpkg must be in the project; the one highest in the layer tree counts.</source><translation>项目中须已加载 review.gpkg 的“审查对象”图层；有多个时以图层树中最靠上的为准。</translation></message>
<message><source>NULL where the feature was not reviewed. The id field of a feature is the one that the case names.</source><translation>要素未参加审查时返回 NULL。要素的编号字段以案例中所写的为准。</translation></message>
<message><source>Codes of the control units at a place, those that share most ground first.</source><translation>所在位置涉及的环境管控单元编码，重叠面积大的在前。</translation></message>
<message><source>Area in m², on the ellipsoid of the datum, that a geometry shares with a role or layer.</source><translation>几何图形与某一角色或图层重叠的面积（平方米），按基准的椭球面计算。</translation></message>
<message><source>Part of a geometry, 0 to 1, that lies on a role or layer; of a line, part of its length.</source><translation>几何图形位于某一角色或图层内的比例（0 至 1）；线按长度计。</translation></message>
<message><source>a feature, or the id of a subject</source><translation>要素，或审查对象的编号</translation></message>
<message><source>Code of the verdict of a feature in the review that was loaded last, such as 'does_not_conform'.</source><translation>要素在最近加载的审查结果中的判定代码，如 'does_not_conform'（不符合）。</translation></message>
<message><source>Verdict of a feature in the review that was loaded last, in words for labels.</source><translation>要素在最近加载的审查结果中的判定名称，供标注使用。</translation></message>
<message><source>Exactly the region with straight edges in the CRS is measured: parts sum to the whole.</source><translation>量算的正是该坐标系中以直线为边的区域，各部分之和等于整体。</translation></message>
<message><source>No datum step is taken: longitudes and latitudes stay as they are, only the ellipsoid is another.</source><translation>不做基准转换：经纬度保持不变，只更换椭球。</translation></message>
<message><source>Syntax</source><translation>语法</translation></message>
<message><source>Arguments</source><translation>参数</translation></message>
<message><source>Examples</source><translation>示例</translation></message>
<message><source>Notes</source><translation>说明</translation></message>
<message><source>A unit that the place only touches is not among them.</source><translation>仅紧邻的单元不计入。</translation></message>
<message><source>Ground under several features counts once. Edges are straight in the CRS of the geometry.</source><translation>多个要素重复覆盖的范围只计一次。边线在几何图形的坐标系中为直线。</translation></message>
<message><source>Percentages come from unrounded figures: round only what is shown.</source><translation>百分比应由未修约的数值计算，只在显示时修约。</translation></message>
<message><source>does not conform</source><translation>不符合</translation></message>
<message><source>Review This Feature</source><translation>审查此要素</translation></message>
<message><source>Zoning Review needs these Python libraries: {names}. {how}</source><translation>分区管控符合性审查需要以下 Python 库：{names}。{how}</translation></message>
<message><source>Some outputs are switched off: {uses}. {how}</source><translation>以下功能因缺少 Python 库而停用：{uses}。{how}</translation></message>
<message><source>On Debian and Ubuntu run: {apt}; elsewhere, or for newer ones, in a venv over the system Python: {pip}.</source><translation>Debian、Ubuntu 请运行：{apt}；其他系统或需要更新版本时，请在基于系统 Python 的虚拟环境中运行：{pip}。</translation></message>
<message><source>The library shapely in this QGIS comes from a wheel and was loaded so that it mixes its own GEOS with QGIS's, which gives wrong figures. Install your distribution's package (python3-shapely 2.0 or later) in its place, or restart QGIS and run this before the plugin that loaded it.</source><translation>当前 QGIS 中的 shapely 来自 wheel 包，其 GEOS 与 QGIS 自带的 GEOS 混用，会得出错误数值。请改装发行版软件包（python3-shapely 2.0 及以上），或重启 QGIS 并先于加载它的插件运行本工具。</translation></message>
<message><source>Open the OSGeo4W Shell from the start menu and run: {command}; then restart QGIS.</source><translation>请从开始菜单打开 OSGeo4W Shell，运行：{command}，然后重启 QGIS。</translation></message>
<message><source>Run in a terminal: {command}; then restart QGIS.</source><translation>请在终端运行：{command}，然后重启 QGIS。</translation></message>
<message><source>workbooks</source><translation>Excel 工作簿</translation></message>
<message><source>Word documents</source><translation>Word 文档</translation></message>
<message><source>Word documents from templates</source><translation>按模板生成的 Word 文档</translation></message>
<message><source>charts</source><translation>统计图</translation></message>
<message><source>the page</source><translation>网页</translation></message>
<message><source>the fast overlap engine; the other serves</source><translation>快速叠置引擎（改用另一引擎）</translation></message>
<message><source>Run: {command}; then restart QGIS.</source><translation>请运行：{command}，然后重启 QGIS。</translation></message>
<message><source>Zoning Review Panel</source><translation>分区管控审查面板</translation></message>
<message><source>Pre-judge a Place…</source><translation>选址初步研判…</translation></message>
<message><source>Unit Card</source><translation>单元管控卡</translation></message>
<message><source>Open the Sample Model…</source><translation>打开示例模型…</translation></message>
<message><source>Help</source><translation>帮助</translation></message>
<message><source>Review Against Control Lines and Units…</source><translation>管控线与管控单元符合性审查…</translation></message>
<message><source>Check the Inputs of a Review…</source><translation>检查审查输入数据…</translation></message>
<message><source>Overlap of Two Layers…</source><translation>两图层叠加…</translation></message>
<message><source>(not stated)</source><translation>（未说明）</translation></message>
<message><source>Everything</source><translation>全部范围</translation></message>
<message><source>File…</source><translation>文件…</translation></message>
<message><source>Layer of the ground that is answered for</source><translation>数据覆盖范围图层</translation></message>
<message><source>Choose…</source><translation>请选择…</translation></message>
<message><source>Confirm What Was Computed</source><translation>确认计算结果</translation></message>
<message><source>Decision</source><translation>人工判定</translation></message>
<message><source>Reason</source><translation>理由</translation></message>
<message><source>Decided by</source><translation>判定人</translation></message>
<message><source>Date</source><translation>日期</translation></message>
<message><source>Add Files…</source><translation>添加文件…</translation></message>
<message><source>Documents</source><translation>依据材料</translation></message>
<message><source>Choose a verdict.</source><translation>请选择判定结果。</translation></message>
<message><source>Say why: a decision without a reason is none.</source><translation>请填写理由：没有理由的判定不成立。</translation></message>
<message><source>Say who decides.</source><translation>请填写判定人。</translation></message>
<message><source>Layers of the case</source><translation>案例图层</translation></message>
<message><source>Steps of the review</source><translation>审查步骤</translation></message>
<message><source>Open Case File…</source><translation>打开案例文件…</translation></message>
<message><source>Opens the page on the chosen step.</source><translation>打开当前步骤的帮助页面。</translation></message>
<message><source>{minutes} min</source><translation>{minutes} 分钟</translation></message>
<message><source>There are no findings on this feature: run the review first.</source><translation>此要素没有判定结果：请先运行审查。</translation></message>
<message><source>Only this feature was reviewed; decisions are left out.</source><translation>仅审查了此要素，未计入人工判定。</translation></message>
<message><source>No rules apply to this feature: add rule packs in step Rules.</source><translation>没有规则适用于此要素：请在“规则”一步添加规则包。</translation></message>
<message><source>Cancel</source><translation>取消</translation></message>
<message><source>{stage}, about {left} left</source><translation>{stage}，约剩 {left}</translation></message>
<message><source>{seconds} s</source><translation>{seconds} 秒</translation></message>
<message><source>Reviewing one feature</source><translation>审查单个要素</translation></message>
<message><source>Another job is under way.</source><translation>另一项任务正在进行。</translation></message>
<message><source>Stopped. Earlier results are as they were.</source><translation>已停止，原有成果保持不变。</translation></message>
<message><source>not a number</source><translation>不是数字</translation></message>
<message><source>There is no case yet. Add layers in the steps below, open a case file, or look at the sample: an invented city with red lines, farmland, units, access lists and a chemical project with three sites.</source><translation>尚无案例。可在下列步骤中添加图层、打开案例文件，或先看示例：一座虚构城市，含生态保护红线、永久基本农田、管控单元、准入清单，以及有三个选址方案的化工项目。</translation></message>
<message><source>Subjects are what is reviewed: here 443 planned parcels and three sites of one project. Each layer says which of its fields hold the number, the name and the land use.</source><translation>审查对象是被审查的地块、项目或线路：本例为 443 个规划地块和一个项目的三个选址方案。每个图层要说明编号、名称和用地代码各在哪个字段。</translation></message>
<message><source>Constraints are what they are held against. Each layer has a role (ecological red line, control unit …) and says which ground it answers for: where it does not answer, nothing is called free.</source><translation>约束图层是对照审查的依据。每个图层有类型（生态保护红线、环境管控单元等），并说明其覆盖范围：覆盖范围之外不下“不涉及”的结论。</translation></message>
<message><source>Rule packs hold the clauses of each level, nation to unit. Without them the review gives figures and judges nothing.</source><translation>规则包收录从国家到管控单元各级的管控要求。未加载规则包时只计算数值，不作判定。</translation></message>
<message><source>Press “Check Inputs”. Every layer is looked through: what is wrong, where, and what to do about it.</source><translation>点击“检查输入资料”。逐个图层检查：有什么问题、在哪里、如何处理。</translation></message>
<message><source>Choose a folder for the results and press “Review”. When it is done, the subjects stand on the map by their verdict, and the findings below it.</source><translation>选择成果文件夹，点击“审查”。完成后，地图按判定显示审查对象，下方列出逐条判定。</translation></message>
<message><source>Press “Next Conflict” in the results: the map goes there, the overlap flashes, and the card says which clause is broken, by which figures, and what is missing.</source><translation>在结果窗口点击“下一处冲突”：地图缩放到该处并闪烁重叠部分，卡片说明违反哪条要求、数值依据和待补充的资料。</translation></message>
<message><source>Some clauses want a person: choose one in the list, read the card, and say what you decide and why. What was computed stays beside it, and where the facts change the item comes back.</source><translation>有些条款须由人判定：在列表中选中一条，阅读卡片，填写判定结果和理由。计算结果始终一并保留；事实发生变化时，该条会重新列出。</translation></message>
<message><source>The tables, the Word chapter and the page are in the folder of the results; write them again here.</source><translation>表格、Word 章节和网页均在成果文件夹中，也可在此重新写出。</translation></message>
<message><source>Open the Sample City</source><translation>打开示例城市</translation></message>
<message><source>Guided First Review (Five Minutes)</source><translation>五分钟入门引导</translation></message>
<message><source>Back</source><translation>上一步</translation></message>
<message><source>Next</source><translation>下一步</translation></message>
<message><source>End Guide</source><translation>结束引导</translation></message>
<message><source>Finish</source><translation>完成</translation></message>
<message><source>Fields</source><translation>字段</translation></message>
<message><source>Layer to add</source><translation>选择要添加的图层</translation></message>
<message><source>Add Layer</source><translation>添加图层</translation></message>
<message><source>Add File…</source><translation>添加文件…</translation></message>
<message><source>Remove</source><translation>移除</translation></message>
<message><source>Layer</source><translation>图层</translation></message>
<message><source>Role</source><translation>图层类型</translation></message>
<message><source>Why</source><translation>识别依据</translation></message>
<message><source>Source</source><translation>数据源</translation></message>
<message><source>{key} (not in the project any more)</source><translation>{key}（已不在工程中）</translation></message>
<message><source>Check</source><translation>检查</translation></message>
<message><source>Check Inputs</source><translation>检查输入资料</translation></message>
<message><source>Checking inputs</source><translation>检查输入资料</translation></message>
<message><source>All layers can be used.</source><translation>全部图层均可使用。</translation></message>
<message><source>Usable</source><translation>能否使用</translation></message>
<message><source>Features</source><translation>要素数</translation></message>
<message><source>Severity</source><translation>严重程度</translation></message>
<message><source>What</source><translation>问题</translation></message>
<message><source>What to do</source><translation>处理办法</translation></message>
<message><source>Every layer is looked through before it is believed.</source><translation>每个图层须先检查，再采信。</translation></message>
<message><source>Not checked yet; a review checks too.</source><translation>尚未检查；审查时也会检查。</translation></message>
<message><source>Layers that cannot be used: {count}</source><translation>不可用图层：{count} 个</translation></message>
<message><source>Remarks on the inputs: {count}</source><translation>输入资料提示：{count} 条</translation></message>
<message><source>Constraints</source><translation>约束图层</translation></message>
<message><source>Layers recognised: {count}. Look at the roles, and put right what is wrong.</source><translation>已识别 {count} 个图层，请核对图层类型，有误的请更正。</translation></message>
<message><source>Find Layers of the Project</source><translation>识别工程中的图层</translation></message>
<message><source>Recognises by names, fields and values which layer is what. You may put it right.</source><translation>按名称、字段和取值识别各图层的类型，可自行更正。</translation></message>
<message><source>Recognising layers</source><translation>识别图层</translation></message>
<message><source>Every layer of the project is in the list already.</source><translation>工程中的图层均已列入。</translation></message>
<message><source>Add the layers to review against.</source><translation>请添加对照审查的约束图层。</translation></message>
<message><source>Layers to review against: {count}</source><translation>约束图层：{count} 个</translation></message>
<message><source>Layers without a role: {count}</source><translation>未确定类型的图层：{count} 个</translation></message>
<message><source>Layers that do not say which ground they answer for: {count}</source><translation>未说明覆盖范围的图层：{count} 个</translation></message>
<message><source>Taken back: {count}. The files in the output folder do not hold it yet.</source><translation>已撤回 {count} 条。输出文件夹中的文件尚未更新。</translation></message>
<message><source>Decide</source><translation>判定</translation></message>
<message><source>Decisions are bound to what was computed: where that changes, they are reopened.</source><translation>人工判定与当时的计算结果绑定：计算结果变化后须重新判定。</translation></message>
<message><source>Evidence of the chosen finding</source><translation>所选判定的证据</translation></message>
<message><source>Choose what to decide on in the list.</source><translation>请在列表中选择要判定的条目。</translation></message>
<message><source>Nothing was computed for some of these: choose a verdict.</source><translation>所选条目中有的没有计算结果可供确认：请选择判定结果。</translation></message>
<message><source>Nothing is open.</source><translation>没有未决事项。</translation></message>
<message><source>Which items are listed</source><translation>列出哪些条目</translation></message>
<message><source>Search subjects, clauses and sentences</source><translation>搜索对象、条文、结论语句</translation></message>
<message><source>Decisions (*.yaml *.yml)</source><translation>人工判定文件 (*.yaml *.yml)</translation></message>
<message><source>File of decisions</source><translation>人工判定文件</translation></message>
<message><source>Show</source><translation>显示</translation></message>
<message><source>Items to decide on</source><translation>待判定条目</translation></message>
<message><source>The case names another file of decisions than the result holds: read it again.</source><translation>案例指定的判定文件与当前结果所用的不同：请重新读取。</translation></message>
<message><source>Decided: {count}. The files in the output folder do not hold it yet.</source><translation>已判定 {count} 条。输出文件夹中的文件尚未更新。</translation></message>
<message><source>Nothing was decided on these.</source><translation>所选条目没有人工判定。</translation></message>
<message><source>The decisions of the file are applied.</source><translation>已应用文件中的人工判定。</translation></message>
<message><source>Not reviewed yet.</source><translation>尚未审查。</translation></message>
<message><source>No rules were applied: there is nothing to decide.</source><translation>未应用规则，没有需要判定的事项。</translation></message>
<message><source>Take Back</source><translation>撤回</translation></message>
<message><source>Read the File Again</source><translation>重新读取文件</translation></message>
<message><source>Write Files Again…</source><translation>重新写出成果…</translation></message>
<message><source>Applying decisions</source><translation>应用人工判定</translation></message>
<message><source>All</source><translation>全部</translation></message>
<message><source>Open items: {count}</source><translation>未决事项：{count}</translation></message>
<message><source>{name} ({count})</source><translation>{name}（{count}）</translation></message>
<message><source>Export</source><translation>导出</translation></message>
<message><source>Files</source><translation>成果文件</translation></message>
<message><source>How reports look</source><translation>成果样式</translation></message>
<message><source>Writing outputs</source><translation>写出成果</translation></message>
<message><source>Save Case File…</source><translation>保存案例文件…</translation></message>
<message><source>Choose Word Template…</source><translation>选择 Word 模板…</translation></message>
<message><source>Word template</source><translation>Word 模板</translation></message>
<message><source>Word documents (*.docx)</source><translation>Word 文档 (*.docx)</translation></message>
<message><source>Case files (*.review.yaml)</source><translation>案例文件 (*.review.yaml)</translation></message>
<message><source>There is nothing to write yet.</source><translation>尚无可导出的成果。</translation></message>
<message><source>Write Files Again</source><translation>重新写出成果</translation></message>
<message><source>Open Folder</source><translation>打开文件夹</translation></message>
<message><source>Written: {names}</source><translation>已写出：{names}</translation></message>
<message><source>Saved: {names}</source><translation>已保存：{names}</translation></message>
<message><source>{what}: {value}</source><translation>{what}：{value}</translation></message>
<message><source>One page a map; takes some minutes more.</source><translation>每图一页；需多用几分钟。</translation></message>
<message><source>Zoning review</source><translation>分区管控审查</translation></message>
<message><source>Choose the folder that receives the results.</source><translation>请选择成果文件夹。</translation></message>
<message><source>The case has changed since the last review.</source><translation>上次审查后案例已有改动。</translation></message>
<message><source>Empty: the matrix that comes with the plugin</source><translation>留空则用随插件的矩阵</translation></message>
<message><source>Rule packs (*.json *.xlsx)</source><translation>规则包 (*.json *.xlsx)</translation></message>
<message><source>Add Packs…</source><translation>添加规则包…</translation></message>
<message><source>Add Templates</source><translation>添加通用规则包</translation></message>
<message><source>Unit Card…</source><translation>单元管控卡…</translation></message>
<message><source>Matrix of planned land use</source><translation>规划用地矩阵</translation></message>
<message><source>Matrix (*.json)</source><translation>矩阵 (*.json)</translation></message>
<message><source>Decisions of people</source><translation>人工判定</translation></message>
<message><source>Options</source><translation>选项</translation></message>
<message><source>Without rule packs nothing is judged: figures only.</source><translation>未加载规则包时不作判定，仅计算数值。</translation></message>
<message><source>Templates of national rules for the three lines and control units</source><translation>三条控制线和管控单元的国家层面通用规则包</translation></message>
<message><source>Rule packs: {count}</source><translation>规则包：{count} 个</translation></message>
<message><source>The review</source><translation>审查概况</translation></message>
<message><source>Add the layer with what is to be reviewed.</source><translation>请添加审查对象图层。</translation></message>
<message><source>Layers to review: {count}</source><translation>审查对象图层：{count} 个</translation></message>
<message><source>“{title}” is still running. Wait for it, or cancel it.</source><translation>“{title}”仍在运行，请等待其完成或先取消。</translation></message>
<message><source>Something went wrong inside the plugin: {problem}</source><translation>插件内部出错：{problem}</translation></message>
<message><source>Pieces</source><translation>分块</translation></message>
<message><source>Writing the report</source><translation>写出报告</translation></message>
<message><source>Reading layers for pre-judgement</source><translation>读取研判所用图层</translation></message>
<message><source>Pre-judgement</source><translation>初步研判</translation></message>
<message><source>Figures of what is drawn</source><translation>计算所绘图形的重叠</translation></message>
<message><source>Overlaps of what is being drawn</source><translation>所绘图形的重叠情况</translation></message>
<message><source>Click the map, draw, or paste coordinates.</source><translation>请在地图上点击、绘制，或粘贴坐标。</translation></message>
<message><source>Open a case file or choose constraint layers in the Zoning Review panel first.</source><translation>请先在分区管控审查面板中打开案例文件或选择约束图层。</translation></message>
<message><source>Save Report</source><translation>保存报告</translation></message>
<message><source>Select exactly one feature of the active layer.</source><translation>请在当前图层中只选中一个要素。</translation></message>
<message><source>The selected feature has no shape.</source><translation>选中的要素没有图形。</translation></message>
<message><source>Type or paste coordinates first.</source><translation>请先输入或粘贴坐标。</translation></message>
<message><source>The map has no CRS: set that of the project first.</source><translation>地图没有坐标系：请先设置工程的坐标系。</translation></message>
<message><source>Saved as {path}</source><translation>已保存到 {path}</translation></message>
<message><source>Card of the pre-judgement</source><translation>初步研判单</translation></message>
<message><source>Click a Point</source><translation>点选</translation></message>
<message><source>Draw a Line</source><translation>画线</translation></message>
<message><source>Draw a Polygon</source><translation>画面</translation></message>
<message><source>Right click or double click ends, Backspace takes a corner back, Esc cancels</source><translation>右键或双击结束，退格键撤回一点，Esc 取消</translation></message>
<message><source>Use Selected Feature</source><translation>用选中要素</translation></message>
<message><source>Coordinates</source><translation>坐标</translation></message>
<message><source>What the coordinates are</source><translation>坐标表示的图形</translation></message>
<message><source>Not told</source><translation>未说明</translation></message>
<message><source>Industry code</source><translation>行业代码</translation></message>
<message><source>Planned land use</source><translation>规划用地</translation></message>
<message><source>Nature of the project</source><translation>建设性质</translation></message>
<message><source>Ask</source><translation>研判</translation></message>
<message><source>One place</source><translation>一个点</translation></message>
<message><source>Corners of a line</source><translation>线的拐点</translation></message>
<message><source>Corners of a polygon</source><translation>面的拐点</translation></message>
<message><source>Zoom</source><translation>缩放至</translation></message>
<message><source>Save Report…</source><translation>保存报告…</translation></message>
<message><source>Zoning Review: planning layers against control lines and units</source><translation>分区管控符合性审查：规划图层与管控线、管控单元对照</translation></message>
<message><source>{verdict} by {who} on {day}: {reason}; computed: {computed}</source><translation>{who}于{day}判定为“{verdict}”：{reason}；计算判定：{computed}</translation></message>
<message><source>To be decided anew: {who} decided on {day} ({reason}), and the facts or the verdict have changed since</source><translation>须重新判定：{who} 于 {day} 作过判定（{reason}），此后事实或计算结果已变化</translation></message>
<message><source>{layer}: {name}, {relation} {size}</source><translation>{layer}：{name}，{relation} {size}</translation></message>
<message><source>Clause</source><translation>条文</translation></message>
<message><source>Evidence</source><translation>证据</translation></message>
<message><source>What is missing</source><translation>待补充</translation></message>
<message><source>Basis</source><translation>依据</translation></message>
<message><source>Gave way to</source><translation>从严于</translation></message>
<message><source>{clause} ({marks})</source><translation>{clause}（{marks}）</translation></message>
<message><source>Verdict</source><translation>判定</translation></message>
<message><source>Subject</source><translation>审查对象</translation></message>
<message><source>Review Results</source><translation>审查结果</translation></message>
<message><source>Copy Table</source><translation>复制表格</translation></message>
<message><source>Group by</source><translation>分组</translation></message>
<message><source>Choose a finding: its clause, figures and evidence stand here.</source><translation>请选择一条判定，这里将显示其条文、数据和依据。</translation></message>
<message><source>Previous</source><translation>上一处冲突</translation></message>
<message><source>Next Conflict</source><translation>下一处冲突</translation></message>
<message><source>Group</source><translation>分组</translation></message>
<message><source>Count</source><translation>数量</translation></message>
<message><source>The conflict before ({keys})</source><translation>上一处冲突（{keys}）</translation></message>
<message><source>The next conflict ({keys})</source><translation>下一处冲突（{keys}）</translation></message>
<message><source>{count} findings</source><translation>{count} 条判定</translation></message>
<message><source>All processors</source><translation>全部处理器</translation></message>
<message><source>These are defaults for new cases. A case that has begun keeps what it says.</source><translation>以上为新建案例的默认值，已有案例保持不变。</translation></message>
<message><source>As QGIS</source><translation>与 QGIS 相同</translation></message>
<message><source>hectares (hm²)</source><translation>公顷（hm²）</translation></message>
<message><source>mu (亩)</source><translation>亩</translation></message>
<message><source>m²</source><translation>平方米（m²）</translation></message>
<message><source>km²</source><translation>平方千米（km²）</translation></message>
<message><source>Reports</source><translation>报告</translation></message>
<message><source>Folders</source><translation>文件夹</translation></message>
<message><source>Slivers: Overlaps That Undercut Any Limit Above 0</source><translation>碎片：低于任一大于 0 的限值的重叠</translation></message>
<message><source>This Machine</source><translation>本机</translation></message>
<message><source>Language of reports</source><translation>报告语言</translation></message>
<message><source>Unit of areas in tables</source><translation>表格面积单位</translation></message>
<message><source>Paper of maps</source><translation>附图纸张</translation></message>
<message><source>Name of the user, for decisions and the record</source><translation>用户姓名（用于人工判定和运行记录）</translation></message>
<message><source>Results</source><translation>审查结果</translation></message>
<message><source>Word templates</source><translation>Word 模板</translation></message>
<message><source>Map styles</source><translation>地图样式</translation></message>
<message><source>Area</source><translation>面积</translation></message>
<message><source>Share of the subject, 0 to 1</source><translation>占审查对象的比例（0 至 1）</translation></message>
<message><source>Width</source><translation>宽度</translation></message>
<message><source>The table holds areas, lines or points together: write it to a GeoPackage or a temporary layer.</source><translation>结果表同时含有面、线或点：请写入 GeoPackage 或临时图层。</translation></message>
<message><source>No control unit lies here, as far as the layers of the case show.</source><translation>按案例所载图层，此处没有管控单元。</translation></message>
<message><source>{layer}: cannot be used; see step Check</source><translation>{layer}：无法使用，见“检查”一步</translation></message>
<message><source>No clause of the rule packs bears on this unit.</source><translation>规则包中没有涉及本单元的条文。</translation></message>
<message><source>Reading control units</source><translation>读取管控单元</translation></message>
<message><source>Folder for the unit card</source><translation>单元管控卡的存放文件夹</translation></message>
<message><source>Control units here</source><translation>此处的管控单元</translation></message>
<message><source>By Dimension</source><translation>按维度</translation></message>
<message><source>By Level</source><translation>按层级</translation></message>
<message><source>Order of the clauses</source><translation>条文的排列</translation></message>
<message><source>Unit card</source><translation>单元管控卡</translation></message>
<message><source>Click on the Map</source><translation>在地图上点选</translation></message>
<message><source>Making the unit card</source><translation>生成单元管控卡</translation></message>
<message><source>Writing unit cards</source><translation>写出单元管控卡</translation></message>
<message><source>Save As Files…</source><translation>另存为文件…</translation></message>
<message><source>Click a control unit on the map.</source><translation>请在地图上点选管控单元。</translation></message>
</context>
</TS>
